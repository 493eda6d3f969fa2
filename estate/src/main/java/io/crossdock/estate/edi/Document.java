package io.crossdock.estate.edi;

import java.time.Instant;
import java.util.List;

/** An interchange that the buyer sent or received. */
record Document(String documentId, String direction, String partner, String controlNumber, List<String> kinds,
        String raw, Instant receivedAt) {}
