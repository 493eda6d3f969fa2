package io.crossdock.platform.transports;

/**
 * A message to be left somewhere.
 *
 * @param id   the same whenever it is sent again, so that the other side can tell
 * @param text whole, as the other side is to read it
 */
public record Letter(String id, String contentType, String text) {
}
