package io.crossdock.estate.callbacks;

/**
 * Something to tell the hub.
 *
 * @param system whose faults apply: {@code wms}, {@code supplier} or {@code carrier}
 * @param key    messages of one key keep their order
 */
public record Message(String id, String system, String key, String type, String path, String contentType,
        String body) {}
