package io.crossdock.estate.books;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * Which books these are. Everything that is sent out is named after it, so that books that are begun again
 * never speak under an old name.
 */
public record Identity(String id, long seed, Instant begun) {

    /** The identity kept in the books, made when they are new. */
    public static Identity of(Books books, long seed, Instant now) {
        Book<Identity> book = books.book("identity", Identity.class);
        return books.change(() -> book.find("this").orElseGet(() -> {
            Identity fresh = new Identity(UUID.randomUUID().toString(), seed, now);
            book.put("this", fresh);
            return fresh;
        }));
    }

    /** The same id for the same thing, another for any other. */
    public String name(Object... about) {
        String text = id + java.util.Arrays.toString(about);
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
