package io.crossdock.experience.edi.maps;

import io.xlate.edi.stream.EDIInputFactory;
import io.xlate.edi.stream.EDIStreamEvent;
import io.xlate.edi.stream.EDIStreamException;
import io.xlate.edi.stream.EDIStreamReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What another reader says of an interchange. */
public final class StaediReading {

    private StaediReading() {}

    /** Every error StAEDI reports, empty when it reads the text to its end without one. */
    public static List<String> faults(String text) throws EDIStreamException {
        List<String> faults = new ArrayList<>();
        EDIStreamReader reader = EDIInputFactory.newFactory()
                .createEDIStreamReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
        while (reader.hasNext()) {
            EDIStreamEvent event = reader.next();
            if (event == EDIStreamEvent.SEGMENT_ERROR || event == EDIStreamEvent.ELEMENT_DATA_ERROR
                    || event == EDIStreamEvent.ELEMENT_OCCURRENCE_ERROR) {
                faults.add(event + " " + reader.getErrorType() + " at " + reader.getLocation());
            }
        }
        return faults;
    }
}
