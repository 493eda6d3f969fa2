package io.crossdock.experience.warehouse.files;

import java.io.IOException;

/** Why a place of files cannot be worked through, in a sentence for people that holds no secret. */
final class FolderTrouble extends IOException {

    private static final long serialVersionUID = 1L;

    private final String code;

    /** @param code stable: {@code host-key-refused} */
    FolderTrouble(String code, String sentence) {
        super(sentence);
        this.code = code;
    }

    FolderTrouble(String code, String sentence, Throwable cause) {
        super(sentence, cause);
        this.code = code;
    }

    String code() {
        return code;
    }
}
