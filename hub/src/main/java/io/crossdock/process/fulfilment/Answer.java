package io.crossdock.process.fulfilment;

/** What became of a report: late, repeated and impossible ones have a named answer. */
public sealed interface Answer {

    /** @param to what the leg or package is now */
    record Moved(String to) implements Answer {
    }

    /** Nothing changes, and nothing is wrong. */
    record Ignored(String why) implements Answer {
    }

    /** It cannot be true, or must not be: a person should look. */
    record Refused(String why) implements Answer {
    }
}
