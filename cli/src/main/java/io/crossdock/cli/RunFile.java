package io.crossdock.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What runs on a data folder, written into its {@code run.json}: commands find the hub by it, and a later
 * start finds the processes of a launcher that was killed.
 *
 * @param hub address of the (first) hub
 * @param estate address of the example estate, where it runs
 * @param secrets folder of the secrets
 * @param processes the launcher and its children
 */
record RunFile(URI hub, Optional<URI> estate, Path secrets, List<Running> processes) {

    private static final JsonMapper JSON = JsonMapper.shared();

    RunFile {
        processes = List.copyOf(processes);
    }

    /**
     * One process, told apart from a later one of the same number by its start time.
     *
     * @param started as the operating system tells it; empty where it does not
     */
    record Running(String name, long pid, Optional<Instant> started) {

        static Running of(String name, long pid) {
            return new Running(name, pid, ProcessHandle.of(pid).flatMap(process -> process.info()
                    .startInstant()));
        }

        /** The process, if it still lives. */
        Optional<ProcessHandle> alive() {
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive)
                    .filter(process -> started.isPresent() && started.equals(process.info().startInstant()));
        }
    }

    private static Path in(Path data) {
        return data.resolve("run.json");
    }

    static Optional<RunFile> read(Path data) {
        try {
            return Optional.of(parse(JSON.readTree(Files.readString(in(data)))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new CommandFailed(ExitCode.USAGE, in(data) + " is damaged: " + e.getMessage());
        }
    }

    /**
     * What runs on one of these folders. Of several, those of a launcher that was killed do not count.
     *
     * @param hub address that was asked for; of several hubs it is that one
     */
    static RunFile running(List<Path> folders, Optional<URI> hub) {
        Map<Path, RunFile> found = new LinkedHashMap<>();
        List<CommandFailed> damaged = new ArrayList<>();
        for (Path folder : folders) {
            try {
                read(folder).ifPresent(run -> found.put(folder.toAbsolutePath(), run));
            } catch (CommandFailed unreadable) {
                damaged.add(unreadable);
            }
        }
        if (found.size() + damaged.size() > 1) {
            found.values().removeIf(run -> run.processes().stream().noneMatch(each -> each.alive().isPresent()));
        }
        if (found.isEmpty() && !damaged.isEmpty()) {
            throw damaged.getFirst();
        }
        if (found.isEmpty()) {
            throw new CommandFailed(ExitCode.UNREACHABLE, ("No hub runs on %s. Start one with `crossdock demo` or"
                    + " `crossdock up`, or name it with --hub URL or --data DIR.").formatted(listed(folders)));
        }
        if (found.size() > 1) {
            return found.values().stream().filter(run -> hub.filter(run.hub()::equals).isPresent()).findFirst()
                    .orElseThrow(() -> new CommandFailed(ExitCode.USAGE, "Hubs run on %s. Say which with --data DIR%s."
                            .formatted(listed(found.keySet()), hub.isPresent() ? "" : " or --hub URL")));
        }
        return found.values().iterator().next();
    }

    private static String listed(Collection<Path> folders) {
        return folders.stream().map(each -> each.toAbsolutePath().toString()).collect(Collectors.joining(" and on "));
    }

    private static RunFile parse(JsonNode json) {
        List<Running> processes = new ArrayList<>();
        for (JsonNode process : json.path("processes")) {
            processes.add(new Running(process.path("name").asString(), process.path("pid").asLong(),
                    text(process, "started").map(Instant::parse)));
        }
        return new RunFile(URI.create(json.path("hub").asString()), text(json, "estate").map(URI::create),
                Path.of(json.path("secrets").asString()), processes);
    }

    private static Optional<String> text(JsonNode json, String field) {
        String text = json.path(field).asString("");
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** Replaces the file as a whole, so that a reader never sees half of it. */
    void write(Path data) {
        ObjectNode json = JSON.createObjectNode().put("hub", hub.toString());
        estate.ifPresent(uri -> json.put("estate", uri.toString()));
        json.put("secrets", secrets.toString());
        ArrayNode list = json.putArray("processes");
        for (Running process : processes) {
            ObjectNode entry = list.addObject().put("name", process.name()).put("pid", process.pid());
            process.started().ifPresent(started -> entry.put("started", started.toString()));
        }
        try {
            Path part = data.resolve("run.json.part");
            Files.writeString(part, json.toPrettyString() + "\n");
            Files.move(part, in(data), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path data) {
        try {
            Files.deleteIfExists(in(data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
