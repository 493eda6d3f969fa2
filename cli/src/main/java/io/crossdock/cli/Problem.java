package io.crossdock.cli;

import tools.jackson.databind.JsonNode;

/** Reads the hub's error answers (RFC 9457 problem details with {@code faults}) to a person. */
final class Problem {

    private Problem() {}

    static String inWords(int status, JsonNode problem) {
        StringBuilder text = new StringBuilder();
        text.append(problem.path("title").asString("The hub answered " + status));
        text.append(" (").append(status).append(')');
        String detail = problem.path("detail").asString("");
        if (!detail.isBlank()) {
            text.append('\n').append(detail);
        }
        for (JsonNode fault : problem.path("faults")) {
            text.append("\n  ").append(where(fault)).append(fault.path("message").asString(""));
            String code = fault.path("code").asString("");
            if (!code.isBlank()) {
                text.append("  [").append(code).append(']');
            }
        }
        String type = problem.path("type").asString("");
        if (type.startsWith("http")) {
            text.append("\nMore: ").append(type);
        }
        return text.toString();
    }

    private static String where(JsonNode fault) {
        String pointer = fault.path("pointer").asString("");
        return pointer.isBlank() ? "" : pointer + ": ";
    }
}
