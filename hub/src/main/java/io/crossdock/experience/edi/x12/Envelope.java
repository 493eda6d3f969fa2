package io.crossdock.experience.edi.x12;

import java.time.LocalDateTime;
import java.util.stream.Stream;

/**
 * Everything about an outgoing interchange that is not its content.
 *
 * @param sender ISA05, ISA06; identifiers have at most 15 characters
 * @param receiver ISA07, ISA08
 * @param groupSender GS02
 * @param groupReceiver GS03
 * @param version GS08, for instance {@code 004010}; ISA12 follows from it
 * @param test ISA15 is T
 * @param lineEnd written after every terminator to please the eye; may be empty
 * @param control ISA13, 1 to 999 999 999
 * @param at ISA09, ISA10, GS04, GS05, in the time zone of the sender
 */
public record Envelope(
        Party sender,
        Party receiver,
        String groupSender,
        String groupReceiver,
        String version,
        boolean test,
        Delimiters delimiters,
        String lineEnd,
        long control,
        LocalDateTime at) {

    static final long CONTROL_MAX = 999_999_999;

    public Envelope {
        Stream.of(sender, receiver).forEach(Envelope::check);
        if (!version.matches("00[3-8]\\d{3}.{0,6}")) {
            throw new IllegalArgumentException("not an X12 version: " + version);
        }
        if (control < 1 || control > CONTROL_MAX) {
            throw new IllegalArgumentException("control number out of range: " + control);
        }
        Stream.of(delimiters.element(), delimiters.component(), delimiters.repetition(), delimiters.terminator())
                .filter(c -> Character.isLetterOrDigit(c) || " .-,".indexOf(c) >= 0)
                .findFirst()
                .ifPresent(c -> {
                    throw new IllegalArgumentException("not usable as a delimiter: '" + c + "'");
                });
        if (delimiters.component() == Delimiters.NONE) {
            throw new IllegalArgumentException("an interchange must declare a component separator");
        }
    }

    /** ISA12. */
    String interchangeVersion() {
        return version.substring(0, 5);
    }

    private static void check(Party party) {
        if (party.qualifier().length() != 2 || party.id().isBlank() || party.id().length() > 15) {
            throw new IllegalArgumentException("not an interchange address: " + party);
        }
    }
}
