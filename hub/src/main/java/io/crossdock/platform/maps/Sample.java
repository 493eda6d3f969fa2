package io.crossdock.platform.maps;

/** What a map gets, and what it must make of it. */
public record Sample(String name, String input, String expected) {
}
