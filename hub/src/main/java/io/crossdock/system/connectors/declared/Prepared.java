package io.crossdock.system.connectors.declared;

import java.util.Map;
import java.util.Optional;

/**
 * A request ready to be sent, but for what says who we are.
 *
 * @param path with its parameters
 */
@SuppressWarnings("ArrayRecordComponent")
record Prepared(String method, String path, Map<String, String> headers, Optional<byte[]> body) {
}
