package io.crossdock.cli;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Ends a command with an exit code and a message for a person; carries the hub's own answer where there is
 * one.
 */
final class CommandFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ExitCode code;
    private final transient JsonNode answer;

    CommandFailed(ExitCode code, String message) {
        this(code, message, JsonNodeFactory.instance.objectNode()
                .put("error", message).put("exitCode", code.number()));
    }

    CommandFailed(ExitCode code, RuntimeException cause) {
        this(code, String.valueOf(cause.getMessage()));
        initCause(cause);
    }

    CommandFailed(ExitCode code, String message, JsonNode answer) {
        super(message);
        this.code = code;
        this.answer = answer;
    }

    ExitCode code() {
        return code;
    }

    /** What {@code --json} prints. */
    JsonNode answer() {
        return answer;
    }
}
