package io.crossdock.experience.console;

/** Where the browser finds styles and scripts; the addresses change with the contents. */
record Assets(String style, String script, String htmx) {
}
