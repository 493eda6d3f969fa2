package io.crossdock.estate.http;

import io.crossdock.estate.books.Json;
import tools.jackson.databind.node.ObjectNode;

/** Ends a call with one of the contract's error answers; whatever the call had begun to change is undone. */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final int line;

    private Refused(int status, String code, String message, int line) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.line = line;
    }

    public static Refused badRequest(String message) {
        return new Refused(400, "bad_request", message, 0);
    }

    public static Refused notFound(String what) {
        return new Refused(404, "not_found", "There is no " + what + ".", 0);
    }

    public static Refused conflict(String code, String message) {
        return new Refused(409, code, message, 0);
    }

    /** The caller is not who it should be (401). */
    public static Refused unauthorized(String message) {
        return new Refused(401, "unauthorized", message, 0);
    }

    /** A business refusal (422). */
    public static Refused because(String code, String message) {
        return new Refused(422, code, message, 0);
    }

    /** A business refusal (422) of one line. */
    public static Refused line(int lineNo, String code, String message) {
        return new Refused(422, code, message, lineNo);
    }

    static Refused of(int status, String code, String message) {
        return new Refused(status, code, message, 0);
    }

    public String code() {
        return code;
    }

    Answer answer() {
        ObjectNode body = Json.object().put("code", code).put("message", getMessage());
        if (line > 0) {
            body.put("line", line);
        }
        return Answer.of(status, body);
    }
}
