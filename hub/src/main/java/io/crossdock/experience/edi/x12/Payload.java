package io.crossdock.experience.edi.x12;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The received bytes, one character per byte, so that an index is a byte offset. Values are decoded when they are
 * taken out: as UTF-8 when the whole payload is valid UTF-8, else as Latin-1, which never fails.
 */
final class Payload {

    private final String text;
    private final Charset charset;

    Payload(byte[] bytes) {
        text = new String(bytes, StandardCharsets.ISO_8859_1);
        charset = isUtf8(bytes) ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    }

    int length() {
        return text.length();
    }

    char at(int index) {
        return index >= 0 && index < text.length() ? text.charAt(index) : Delimiters.NONE;
    }

    int indexOf(char c, int from) {
        return text.indexOf(c, from);
    }

    String decode(int from, int to) {
        String raw = text.substring(from, to);
        return charset == StandardCharsets.ISO_8859_1
                ? raw
                : new String(raw.getBytes(StandardCharsets.ISO_8859_1), charset);
    }

    /** First index at or after {@code from} that is neither blank nor a line end nor another control character. */
    int skipBlanks(int from) {
        int index = from;
        while (index < text.length() && isBlank(index)) {
            index++;
        }
        return index;
    }

    /** True when {@code id} stands here in either case, followed by something that cannot belong to it. */
    boolean startsSegment(int index, String id) {
        return text.regionMatches(true, index, id, 0, id.length())
                && index + id.length() < text.length()
                && !Character.isLetterOrDigit(text.charAt(index + id.length()));
    }

    /** Start of the next ISA at or after {@code from}, or the length of the payload. */
    int nextIsa(int from) {
        for (int index = from; index < text.length(); index++) {
            char c = text.charAt(index);
            boolean candidate = (c == 'I' || c == 'i') && startsSegment(index, "ISA");
            if (candidate && (index == 0 || !Character.isLetterOrDigit(text.charAt(index - 1)))) {
                return index;
            }
        }
        return text.length();
    }

    private boolean isBlank(int index) {
        char c = text.charAt(index);
        boolean bom = c == '\u00EF' && at(index + 1) == '\u00BB' && at(index + 2) == '\u00BF';
        boolean insideBom = (c == '\u00BB' && at(index - 1) == '\u00EF') || (c == '\u00BF' && at(index - 1) == '\u00BB');
        return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\0' || c == '\u001A'
                || bom || insideBom;
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException notUtf8) {
            return false;
        }
    }
}
