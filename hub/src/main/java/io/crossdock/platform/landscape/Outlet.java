package io.crossdock.platform.landscape;

/**
 * A place where the hub leaves messages, from {@code destinations/<id>.yaml}.
 *
 * @param tls  what is believed of a line with TLS, and shown on it
 * @param lane the budget for what is left there
 */
public record Outlet(String id, MessagePlace place, Timeouts timeouts, Lane lane, Tls tls) {

    /** The lane that carries what is left there. */
    public String target() {
        return target(id);
    }

    public static String target(String id) {
        return "to:" + id;
    }
}
