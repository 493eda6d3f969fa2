package io.crossdock.experience.warehouse.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A folder that this hub sees. */
final class LocalFolder implements FileFolder {

    private final Path folder;
    private final Path working;

    LocalFolder(Path folder, String node) throws IOException {
        this.folder = folder;
        this.working = Files.createDirectories(folder.resolve("working").resolve(node));
    }

    @Override
    public List<Sight> left(Predicate<String> wanted, int most) throws IOException {
        return files(folder, wanted, most);
    }

    @Override
    public List<Sight> claimed(Predicate<String> wanted, int most) throws IOException {
        return files(working, wanted, most);
    }

    private static List<Sight> files(Path directory, Predicate<String> wanted, int most) throws IOException {
        List<Path> found;
        try (Stream<Path> files = Files.list(directory)) {
            found = files.filter(Files::isRegularFile).filter(file -> wanted.test(file.getFileName().toString()))
                    .sorted().limit(most).toList();
        }
        List<Sight> sights = new ArrayList<>();
        for (Path file : found) {
            sight(file).ifPresent(sights::add);
        }
        return sights;
    }

    private static Optional<Sight> sight(Path file) throws IOException {
        try {
            return Optional.of(new Sight(file.getFileName().toString(), Files.size(file),
                    Files.getLastModifiedTime(file).toInstant()));
        } catch (NoSuchFileException anotherHubHasTakenIt) {
            return Optional.empty();
        }
    }

    @Override
    public boolean claim(String name) throws IOException {
        if (Files.exists(working.resolve(name))) {
            return false;
        }
        try {
            Files.move(folder.resolve(name), working.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (NoSuchFileException anotherHubWasFaster) {
            return false;
        }
    }

    @Override
    public Optional<byte[]> read(Sight file) throws IOException {
        byte[] content = Files.readAllBytes(working.resolve(file.name()));
        return content.length == file.size() ? Optional.of(content) : Optional.empty();
    }

    @Override
    public void putAway(String name, FileReport report) throws IOException {
        Path ending = Files.createDirectories(folder.resolve(report.isRefused() ? "refused" : "done"));
        Files.writeString(ending.resolve(report.keptName() + FileReport.SUFFIX), report.text());
        Files.move(working.resolve(name), ending.resolve(report.keptName()), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
