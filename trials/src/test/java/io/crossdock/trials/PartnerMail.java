package io.crossdock.trials;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.drills.Audit;
import io.crossdock.drills.Buyers;
import io.crossdock.drills.Http;
import io.crossdock.drills.Programs;
import io.crossdock.drills.Truth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Trading partners: what they send to the hub, and what they have received from it. */
record PartnerMail(URI hub, Truth truth) {

    /** A file of the examples, such as {@code edi/public/node-x12-850.x12}, byte for byte. */
    static byte[] example(String file) {
        try {
            return Files.readAllBytes(Programs.HOME.resolve("examples").resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An interchange of the partner BUILDWELL with one group of these sets (from ST to SE). */
    static byte[] interchange(int control, List<String> sets) {
        return Http.bytes("""
                ISA*00*          *00*          *ZZ*BUILDWELL      *ZZ*CROSSDOCK      \
                *261121*0930*U*00401*%1$09d*0*P*>~
                GS*PO*BUILDWELL*CROSSDOCK*20261121*0930*%1$d*X*004010~
                %2$sGE*%3$d*%1$d~
                IEA*1*%1$09d~
                """.formatted(control, String.join("", sets), sets.size()));
    }

    /** A set with so many lines of two pieces each; prices are left to us. */
    static String order(int set, String reference, int lines) {
        List<String> items = IntStream.rangeClosed(1, lines)
                .mapToObj(line -> "PO1*%d*2*EA***BP*BW-1%04d~\n".formatted(line, line % 40 + 1)).toList();
        return """
                ST*850*%1$04d~
                BEG*00*NE*%2$s**20261121~
                N1*ST*YARD*92*A-1007-1~
                %3$sCTT*%4$d~
                SE*%5$d*%1$04d~
                """.formatted(set, reference, String.join("", items), lines, lines + 5);
    }

    Http.Reply send(byte[] interchange) {
        return sendAs("application/edi-x12", interchange);
    }

    /** @param type of the content, as the sender calls it */
    Http.Reply sendAs(String type, byte[] interchange) {
        try {
            return Http.post(hub.resolve("/edi/v1/interchanges"), interchange, "Content-Type", type,
                    "Authorization", "Bearer " + Buyers.token(hub, "edi-buyer"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends, and expects {@code received}, {@code repeated} or {@code conflict}. */
    void send(byte[] interchange, String outcome) {
        JsonNode reply = send(interchange).ok();
        assertThat(reply.path("interchanges").valueStream().map(each -> Audit.text(each, "outcome")))
                .as(reply.toString()).containsExactly(outcome);
    }

    /** Everything the partners have received, oldest first. */
    List<Paper> received() {
        return truth.documents().stream().map(document -> Paper.read(Audit.text(document, "raw"))).toList();
    }

    /** What came from this identity of ours (ISA06) of this kind. */
    List<Paper> received(String from, String kind) {
        return received().stream().filter(paper -> paper.value("ISA", 6).strip().equals(from))
                .filter(paper -> paper.kind().equals(kind)).toList();
    }
}
