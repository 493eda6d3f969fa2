package io.crossdock.system.connectors.declared;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a system on loopback has done, by our reference. Thread-safe. */
final class Ledger {

    private final Map<String, List<String>> numbers = new HashMap<>();
    private int last = 700;

    synchronized List<String> of(String reference) {
        return List.copyOf(numbers.getOrDefault(reference, List.of()));
    }

    /** Does it, whether it was done before or not; returns the number of it. */
    synchronized String enter(String reference) {
        last++;
        return enter(reference, "N-" + last);
    }

    /** Does it under a number that it has already. */
    synchronized String enter(String reference, String number) {
        numbers.computeIfAbsent(reference, _ -> new ArrayList<>()).add(number);
        return number;
    }

    /** Does it unless it was done before. */
    synchronized String once(String reference) {
        return of(reference).isEmpty() ? enter(reference) : of(reference).getFirst();
    }

    /** All of a reference as a list in JSON. */
    String written(String reference, Function<String, String> row) {
        return of(reference).stream().map(row).collect(Collectors.joining(",", "[", "]"));
    }
}
