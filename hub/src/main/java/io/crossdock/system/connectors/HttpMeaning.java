package io.crossdock.system.connectors;

import java.util.Map;

/**
 * What a status code says about the work that was asked for ({@code RFC 9110 §15}). One table for all
 * connectors that speak HTTP.
 */
public enum HttpMeaning {
    /** The work is done, if the body can be read. */
    DONE,
    /** Understood and declined, or not understood; sending the same again gives the same answer. */
    REFUSED,
    /** Not done: the system takes no calls now. */
    BUSY,
    /** Not done: our key is not accepted, which is nobody's order's fault. */
    LOCKED_OUT,
    /** Nobody knows. */
    UNSURE;

    private static final int CLOSED = 503;

    private static final Map<Integer, HttpMeaning> BY_STATUS = Map.of(
            401, LOCKED_OUT,
            403, LOCKED_OUT,
            407, LOCKED_OUT,
            408, BUSY,      // the request did not arrive whole
            421, BUSY,      // reached a server that is not the system's
            425, BUSY,      // not processed on purpose
            429, BUSY,
            CLOSED, BUSY);

    private static final Map<Integer, HttpMeaning> BY_CLASS = Map.of(
            2, DONE,
            4, REFUSED);

    /** Redirects, 5xx and what no standard knows leave open what was done. */
    public static HttpMeaning of(int status) {
        return BY_STATUS.getOrDefault(status, BY_CLASS.getOrDefault(status / 100, UNSURE));
    }

    /**
     * Of a call that does work. A bare 503 may be that of a proxy whose line to the system broke when the work was done
     * already; who says so as the system does, or when to come back, has turned the call away.
     *
     * @param inItsWords whether the answer is of the system's own kind
     */
    public static HttpMeaning ofDeed(Reply.Answered answer, boolean inItsWords) {
        return answer.status() == CLOSED && !inItsWords && answer.retryAfter().isEmpty() ? UNSURE : of(answer.status());
    }
}
