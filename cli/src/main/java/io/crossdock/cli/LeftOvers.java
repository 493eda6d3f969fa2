package io.crossdock.cli;

import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Ends what a killed launcher left running on a data folder. The caller holds the folder's lock. */
final class LeftOvers {

    private static final long PATIENCE_SECONDS = 15;

    private LeftOvers() {}

    static void end(Path data, Consumer<String> messages) {
        RunFile.read(data).ifPresent(run -> {
            for (RunFile.Running left : run.processes()) {
                // The database has a guard of its own, which knows how to stop it without losing anything.
                if (!left.name().equals("postgres") && left.pid() != ProcessHandle.current().pid()) {
                    left.alive().ifPresent(process -> end(left.name(), process, messages));
                }
            }
            RunFile.delete(data);
        });
    }

    private static void end(String name, ProcessHandle process, Consumer<String> messages) {
        messages.accept("Ending the %s (process %d) that an earlier start left behind"
                .formatted(name, process.pid()));
        process.destroy();
        if (!hasEnded(process)) {
            process.destroyForcibly();
            if (!hasEnded(process)) {
                throw new CommandFailed(ExitCode.IN_USE, "The process %d does not end".formatted(process
                        .pid()));
            }
        }
    }

    private static boolean hasEnded(ProcessHandle process) {
        try {
            process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
            return true;
        } catch (CompletionException e) {
            return false;
        }
    }
}
