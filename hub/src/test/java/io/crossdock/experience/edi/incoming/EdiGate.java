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
    public void order(String reference, String... lines) {
        StringBuilder items = new StringBuilder();
        for (int line = 1; line <= lines.length; line++) {
            items.append("PO1*").append(line).append('*').append(lines[line - 1]).append('~');
        }
        send("PO", "850", "BEG*00*SA*" + reference + "**20261120~N1*ST*YARD*92*A-1007-1~" + items + "CTT*" + lines.length
                + "~");
    }

    void change(String segments) {
        send("PC", "860", segments);
    }

    private void send(String functional, String type, String segments) {
        String number = "%09d".formatted(++control);
        String text = "ISA*00*          *00*          *ZZ*BUILDWELL      *ZZ*CROSSDOCK      *261120*0900*U*00401*" + number
                + "*0*P*>~GS*" + functional + "*BUILDWELL*CROSSDOCK*20261120*0900*" + control + "*X*004010~ST*" + type
                + "*0001~" + segments + "SE*" + (segments.chars().filter(each -> each == '~').count() + 2) + "*0001~GE*1*"
                + control + "~IEA*1*" + number + "~";
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        door.take(bytes, new X12Reader(Limits.usual()).read(bytes), Origin.start("c-" + control, "consumer:edi-buyer"));
    }
}
