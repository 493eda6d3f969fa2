package io.crossdock.experience.edi.incoming;

import io.crossdock.experience.edi.x12.Limits;
import io.crossdock.experience.edi.x12.X12Reader;
import io.crossdock.platform.journal.NewFact.Origin;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;

/** Sends orders of Buildwell to a hub under test. */
@Component
public final class EdiGate {

    private final EdiDoor door;
    private int control;

    EdiGate(EdiDoor door) {
        this.door = door;
    }

    /** Orders one line: {@code 10*CT*18*PE*BP*BW-10001}. */
    public void order(String reference, String line) {
        String number = "%09d".formatted(++control);
        String text = "ISA*00*          *00*          *ZZ*BUILDWELL      *ZZ*CROSSDOCK      *261120*0900*U*00401*" + number
                + "*0*P*>~GS*PO*BUILDWELL*CROSSDOCK*20261120*0900*" + control + "*X*004010~ST*850*0001~BEG*00*SA*"
                + reference + "**20261120~N1*ST*YARD*92*A-1007-1~PO1*1*" + line + "~CTT*1~SE*6*0001~GE*1*" + control
                + "~IEA*1*" + number + "~";
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        door.take(bytes, new X12Reader(Limits.usual()).read(bytes), Origin.start("c-" + control, "consumer:edi-buyer"));
    }
}
