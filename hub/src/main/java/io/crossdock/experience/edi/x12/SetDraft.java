package io.crossdock.experience.edi.x12;

import java.util.List;

/**
 * A transaction set to be written.
 *
 * @param type ST01
 * @param body everything between ST and SE; both are added when it is written
 */
public record SetDraft(String type, List<Draft> body) {

    public SetDraft {
        body = List.copyOf(body);
    }
}
