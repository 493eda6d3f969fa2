package io.crossdock.canonical;

import java.util.regex.Pattern;

/**
 * One complaint about what somebody sent. A border collects all of them before it answers.
 *
 * @param pointer where: a JSON pointer (RFC 6901, {@code /lines/0/unit}) or an EDI position
 *     ({@code PO1[3]-03}); empty when it concerns the whole
 * @param code stable and made for programs, such as {@code unit-unknown}
 * @param message a sentence a buyer understands
 */
public record Fault(String pointer, String code, String message) {

    private static final Pattern CODE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    public Fault {
        Text.bounded(pointer, 400, "pointer");
        Text.matching(code, CODE, "a fault code such as unit-unknown");
        Text.required(message, 1_000, "message");
    }

    /** The same complaint, seen from one level further out: {@code under("/lines/3")}. */
    public Fault under(String parent) {
        return new Fault(parent + pointer, code, message);
    }
}
