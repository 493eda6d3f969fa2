package io.crossdock.postgres;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The account the server programs run under. PostgreSQL refuses to run as root; a root caller is put into a
 * user namespace of its own (files stay root's), or where the kernel forbids that, becomes an ordinary user.
 *
 * @param prefix command words that go before the program
 * @param owner user who must own the data, where it is not the caller
 */
record RunAs(List<String> prefix, Optional<String> owner) {

    RunAs {
        prefix = List.copyOf(prefix);
    }

    static RunAs choose(Path program) {
        if (!isRoot()) {
            return new RunAs(List.of(), Optional.empty());
        }
        return rootChoices().filter(choice -> choice.canRun(program)).findFirst()
                .orElseThrow(()
                        -> new PostgresException("PostgreSQL does not run as root, and neither `unshare -U` "
                        + "nor `setpriv` works here. Start Crossdock as an ordinary user."));
    }

    static Stream<RunAs> rootChoices() {
        Stream<RunAs> namespace = Stream.of(new RunAs(List.of("unshare", "-U"), Optional.empty()));
        Stream<RunAs> users = Stream.of("postgres", "nobody")
                .flatMap(user -> groupOf(user).stream().flatMap(group -> asUser(user, group)));
        return Stream.concat(namespace, users);
    }

    static boolean isRoot() {
        return !Platform.IS_WINDOWS && new UnixSystem().getUid() == 0;
    }

    /** A short command, run to its end. */
    ProcessBuilder command(Path program, List<String> arguments) {
        List<String> words = new ArrayList<>(prefix);
        words.add(program.toString());
        words.addAll(arguments);
        return clean(new ProcessBuilder(words));
    }

    /**
     * The long-running server: in a session of its own, so that Ctrl-C in a terminal reaches only its
     * launcher, and told to stop by the kernel when the launcher dies, where the system can do so.
     */
    ProcessBuilder server(Path program, List<String> arguments) {
        List<String> words = new ArrayList<>();
        if (succeeds(List.of("setsid", "true"))) {
            words.add("setsid");
        }
        words.addAll(prefix);
        if (Platform.IS_LINUX && succeeds(List.of("setpriv", "--pdeathsig", "INT", "true"))) {
            words.addAll(List.of("setpriv", "--pdeathsig", "INT"));
        }
        words.add(program.toString());
        words.addAll(arguments);
        return clean(new ProcessBuilder(words));
    }

    /** Makes the server's account the owner of all below the folder. */
    void own(Path folder) throws IOException {
        if (owner.isEmpty()) {
            return;
        }
        UserPrincipal user = folder.getFileSystem().getUserPrincipalLookupService()
                .lookupPrincipalByName(owner.get());
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path,
                    BasicFileAttributes attributes) throws IOException {
                Files.setOwner(path, user);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                Files.setOwner(path, user);
                return FileVisitResult.CONTINUE;
            }
        });
        if (!succeeds(Stream.concat(prefix.stream(), Stream.of("test", "-w", folder.toString())).toList())) {
            throw new PostgresException(("PostgreSQL runs as the user %s here, who cannot reach %s. Choose "
                    + "a data "
                    + "folder all of whose parents may be entered by everyone.").formatted(owner.get(),
                            folder));
        }
    }

    private boolean canRun(Path program) {
        return succeeds(command(program, List.of("--version")).command());
    }

    private static Stream<RunAs> asUser(String user, String group) {
        return Stream.of(
                new RunAs(List.of("setpriv", "--reuid=" + user, "--regid=" + group, "--clear-groups"),
                        Optional.of(user)),
                new RunAs(List.of("chroot", "--userspec=" + user + ":" + group, "/"), Optional.of(user)));
    }

    private static Optional<String> groupOf(String user) {
        try {
            Process process = new ProcessBuilder("id", "-g", user)
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String group = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .strip();
            return group.isEmpty() ? Optional.empty() : Optional.of(group);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static ProcessBuilder clean(ProcessBuilder builder) {
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_")
                || name.equals("LANG") || name.equals("LANGUAGE"));
        builder.environment().put("LC_ALL", "C");
        return builder.redirectErrorStream(true);
    }

    private static boolean succeeds(List<String> words) {
        try {
            Process process = new ProcessBuilder(words)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PostgresException("Interrupted while looking for a way to run PostgreSQL", e);
        }
    }
}
