package io.crossdock.platform.inbox;

import java.util.UUID;

/**
 * How a message ended.
 *
 * @param subject business number it was about
 * @param outcome what was understood or answered; becomes JSON
 */
public record Settlement(UUID id, Message.State state, String subject, Object outcome) {

    public Settlement {
        if (state == Message.State.RECEIVED) {
            throw new IllegalArgumentException("a settled message is digested or refused");
        }
    }
}
