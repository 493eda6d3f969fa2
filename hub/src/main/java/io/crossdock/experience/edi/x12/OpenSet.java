package io.crossdock.experience.edi.x12;

import io.crossdock.experience.edi.x12.Fault.Place;
import io.crossdock.experience.edi.x12.Fault.Severity;
import java.util.ArrayList;
import java.util.List;

/** A transaction set while it is being read. */
final class OpenSet {

    private final List<Segment> segments = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private final String type;
    private final String control;

    OpenSet(Segment header) {
        segments.add(header);
        type = header.element(1).strip();
        control = header.element(2).strip();
        if (!type.matches("\\d{3}")) {
            faults.add(Fault.set("6", Place.of(header, 1).inSet(1), "ST01 names no transaction set"));
        }
        if (control.isEmpty() || control.length() > 9) {
            faults.add(Fault.set("7", Place.of(header, 2).inSet(1), "ST02 is no control number"));
        } else if (control.length() < 4) {
            faults.add(new Fault(Fault.Scope.SET, "7", Severity.ERROR, Place.of(header, 2).inSet(1),
                    "ST02 is shorter than four characters", control));
        }
    }

    void take(Segment segment) {
        segments.add(segment);
    }

    TransactionSet close(Segment trailer) {
        segments.add(trailer);
        if (Values.count(trailer.element(1)) != segments.size()) {
            faults.add(Fault.set("4", Place.of(trailer, 1).inSet(segments.size()),
                    "SE01 says " + trailer.element(1) + " segments, there are " + segments.size()));
        }
        if (!trailer.element(2).strip().equals(control)) {
            faults.add(Fault.set("3", Place.of(trailer, 2).inSet(segments.size()), "SE02 differs from ST02"));
        }
        return new TransactionSet(type, control, segments, faults);
    }

    TransactionSet closeWithoutTrailer(int offset) {
        faults.add(Fault.set("2", Place.at(offset), "the transaction set ends without SE"));
        return new TransactionSet(type, control, segments, faults);
    }
}
