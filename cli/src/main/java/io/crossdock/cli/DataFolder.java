package io.crossdock.cli;

import java.nio.file.Path;

/** Where the demo and {@code crossdock up} keep everything between runs. */
final class DataFolder {

    private DataFolder() {}

    /** {@code $XDG_DATA_HOME/crossdock}, else {@code ~/.local/share/crossdock}. */
    static Path usual() {
        String xdg = System.getenv("XDG_DATA_HOME");
        return xdg != null && xdg.startsWith("/")
                ? Path.of(xdg, "crossdock")
                : Path.of(System.getProperty("user.home"), ".local", "share", "crossdock");
    }

    /** That of {@code crossdock up}: a folder beside the demo's things. */
    static Path usualOfUp() {
        return usual().resolve("up");
    }
}
