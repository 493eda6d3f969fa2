package io.crossdock.experience.edi.maps;

import io.crossdock.experience.edi.x12.Delimiters;
import io.crossdock.experience.edi.x12.Dictionary;
import io.crossdock.experience.edi.x12.Draft;
import io.crossdock.experience.edi.x12.Envelope;
import io.crossdock.experience.edi.x12.Group;
import io.crossdock.experience.edi.x12.GroupDraft;
import io.crossdock.experience.edi.x12.Interchange;
import io.crossdock.experience.edi.x12.Limits;
import io.crossdock.experience.edi.x12.NeutralJson;
import io.crossdock.experience.edi.x12.Party;
import io.crossdock.experience.edi.x12.SetChecker;
import io.crossdock.experience.edi.x12.SetDraft;
import io.crossdock.experience.edi.x12.X12Reader;
import io.crossdock.experience.edi.x12.X12Writer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

/** Interchanges of trials: read for their first transaction set, written in an envelope that is always the same. */
final class Documents {

    private static final Map<String, String> GROUPS = Map.of("855", "PR", "865", "CA", "856", "SH", "810", "IN", "846",
            "IB");
    private static final Envelope ENVELOPE = new Envelope(new Party("ZZ", "CROSSDOCK"), new Party("ZZ", "BUILDWELL"),
            "CROSSDOCK", "BUILDWELL", "004010", true, Delimiters.usual(), "\n", 42, LocalDateTime.of(2026, 9, 1, 8, 15));

    /** Nothing a map could be tried with. */
    static final class Unreadable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Unreadable(String why) {
            super(why);
        }
    }

    /** @throws Unreadable when it has no transaction set */
    Map<String, Object> neutral(String input) {
        List<Interchange> interchanges = new X12Reader(Limits.usual()).read(input.getBytes(StandardCharsets.ISO_8859_1))
                .interchanges();
        for (Interchange interchange : interchanges) {
            for (Group group : interchange.groups()) {
                if (!group.sets().isEmpty()) {
                    return new NeutralJson(Dictionary.standard()).of(new SetChecker(Dictionary.standard(), Limits.usual())
                            .check(group.sets().getFirst(), group, interchange.delimiters()), interchange.delimiters());
                }
            }
        }
        throw new Unreadable("The input is neither neutral JSON nor an X12 interchange with a transaction set.");
    }

    /** @throws IllegalArgumentException when it breaks X12 */
    String written(String document, List<Draft> drafts) {
        String text = new X12Writer(Dictionary.standard()).write(ENVELOPE, List.of(), List.of(new GroupDraft(
                GROUPS.getOrDefault(document, "FA"), 7, List.of(new SetDraft(document, drafts)))));
        proofread(text);
        return text;
    }

    private static void proofread(String text) {
        Interchange interchange = new X12Reader(Limits.usual()).read(text.getBytes(StandardCharsets.ISO_8859_1))
                .interchanges().getFirst();
        SetChecker checker = new SetChecker(Dictionary.standard(), Limits.usual());
        interchange.groups().forEach(group -> group.sets().forEach(set -> checker.check(set, group,
                interchange.delimiters()).faults().stream().findFirst().ifPresent(fault -> {
                    throw new IllegalArgumentException(fault.sentence());
                })));
    }
}
