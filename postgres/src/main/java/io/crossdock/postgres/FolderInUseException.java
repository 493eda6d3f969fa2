package io.crossdock.postgres;

import java.nio.file.Path;

/** Another process (or this one) already works on the folder. */
public final class FolderInUseException extends PostgresException {

    private static final long serialVersionUID = 1L;

    FolderInUseException(Path folder, String holder) {
        super("The folder %s is in use by %s. Stop that one first, or choose another folder."
                .formatted(folder, holder));
    }
}
