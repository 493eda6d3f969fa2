package io.crossdock.experience.warehouse.files;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What became of a file.
 *
 * @param rows     that it holds
 * @param messages that were made of its good rows
 * @param repeats  the file that brought the same content before
 */
record FileReport(String name, Instant takenAt, int rows, int messages, List<RowFault> faults,
        Optional<String> repeats) {

    /** Of the report's name, after that of its file. */
    static final String SUFFIX = ".report.txt";

    FileReport {
        faults = List.copyOf(faults);
    }

    /** Nothing of it could be taken. */
    boolean isRefused() {
        return messages == 0 && repeats.isEmpty();
    }

    /** Under which the file is kept. */
    String keptName() {
        return takenAt.toString().replace(":", "") + "-" + name;
    }

    String text() {
        long refused = faults.stream().map(RowFault::line).distinct().count();
        String head = repeats
                .map(before -> "file-repeated: the same content came as " + before + "; nothing was done again.")
                .orElseGet(() -> rows + " rows, " + refused + " of them refused, " + messages + " messages taken.");
        return head + "\n" + faults.stream().map(fault -> fault + "\n").collect(Collectors.joining());
    }
}
