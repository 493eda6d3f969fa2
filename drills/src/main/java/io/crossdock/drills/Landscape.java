package io.crossdock.drills;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A copy of the demo's landscape that a trial may change; without subscribers, of whom no book tells what is true. */
public record Landscape(Path folder) {

    /** Whatever is called or written to. */
    private static final Pattern ADDRESS = Pattern.compile(
            "(?:^|[\\s{,])(?:baseUrl|url|host|consoleUrl|folder):\\s*[\"']?([^\\s\"'},]+)");

    private static final String LEFT_OUT = "left-out.txt";

    public static Landscape copyTo(Path folder) {
        Programs.delete(folder);
        Path source = Programs.HOME.resolve("examples").resolve("landscape");
        Path subscribers = source.resolve("subscriptions");
        try (var files = Files.walk(source)) {
            for (Path each : files.filter(Files::isRegularFile).filter(file -> !file.startsWith(subscribers)).toList()) {
                Path target = folder.resolve(source.relativize(each).toString());
                Files.createDirectories(target.getParent());
                Files.write(target, Files.readAllBytes(each));
            }
            return new Landscape(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Nothing outside the estate may be hurt, or only called: whoever has put a real address into the examples is told
     * which.
     *
     * @throws IllegalStateException that names each file with an address that is not the estate's
     */
    Landscape onlyTheEstate() {
        List<String> real = new ArrayList<>();
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".yaml")).sorted().toList()) {
                for (String line : Files.readAllLines(file)) {
                    Matcher address = ADDRESS.matcher(line);
                    if (address.find() && !address.group(1).startsWith("${ESTATE_URL")) {
                        real.add(folder.relativize(file) + " (" + address.group(1) + ")");
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!real.isEmpty()) {
            throw new IllegalStateException("a drill touches nothing but its own estate, and these files name something "
                    + "else: " + String.join(", ", real));
        }
        return this;
    }

    /** With the files of another example in the place of these, and without those that it leaves out. */
    Landscape overlaid(Path example) {
        try (var files = Files.walk(example)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                Path target = folder.resolve(example.relativize(each).toString());
                Files.createDirectories(target.getParent());
                Files.write(target, Files.readAllBytes(each));
            }
            for (String file : Files.readAllLines(folder.resolve(LEFT_OUT))) {
                Files.deleteIfExists(folder.resolve(file.strip()));
            }
            Files.deleteIfExists(folder.resolve(LEFT_OUT));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Short calls and leases. A lease stays longer than a call; settling stays as the contract has it. */
    public Landscape impatient() {
        edit("systems/erp.yaml", "call: 10s", "call: 3s").edit("systems/erp.yaml", "lease: 30s", "lease: 5s");
        for (String system : List.of("wms-atl", "wms-dfw", "wms-rno", "northforge", "halden", "buildwell")) {
            String file = "systems/" + system + ".yaml";
            edit(file, "call: 10s", "call: 3s").edit(file, "settle: 6s}", "settle: 6s, lease: 5s}");
        }
        return this;
    }

    /** A file of the examples, such as {@code edi/public/items/blueseer.csv}, put where the landscape wants it. */
    public Landscape bring(String example, String file) {
        try {
            return write(file, Files.readString(Programs.HOME.resolve("examples").resolve(example)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Landscape write(String file, String text) {
        try {
            Files.writeString(folder.resolve(file), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces a piece of text that must be there exactly once. */
    public Landscape edit(String file, String before, String after) {
        Path path = folder.resolve(file);
        try {
            String text = Files.readString(path);
            if (text.split(Pattern.quote(before), -1).length != 2) {
                throw new IllegalStateException(file + " does not say '" + before + "' exactly once");
            }
            Files.writeString(path, text.replace(before, after));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
