package io.crossdock.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

/**
 * What differs between operating systems.
 *
 * @param archive name of the server's archive on the class path
 * @param cacheFolder where unpacked programs are kept ({@code CROSSDOCK_CACHE}, else the system's usual
 * place)
 */
record Platform(String archive, Path cacheFolder) {

    static final boolean IS_WINDOWS = osName().startsWith("windows");
    static final boolean IS_LINUX = osName().startsWith("linux");

    static Platform current() {
        String os = IS_WINDOWS ? "windows" : osName().startsWith("mac") ? "darwin" : "linux";
        String arch = System.getProperty("os.arch");
        boolean arm = arch.equals("aarch64") && !IS_WINDOWS;
        return new Platform("postgres-" + os + "-" + (arm ? "arm_64" : "x86_64") + ".txz", defaultCache());
    }

    private static String osName() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT);
    }

    private static Path defaultCache() {
        String chosen = System.getenv("CROSSDOCK_CACHE");
        if (chosen != null && !chosen.isBlank()) {
            return Path.of(chosen).toAbsolutePath();
        }
        // root may have to run the server as another user, who cannot see into root's home.
        if (RunAs.isRoot() && Files.isWritable(Path.of("/var/cache"))) {
            return Path.of("/var/cache/crossdock");
        }
        String xdg = System.getenv("XDG_CACHE_HOME");
        return xdg != null && xdg.startsWith("/")
                ? Path.of(xdg, "crossdock")
                : Path.of(System.getProperty("user.home"), ".cache", "crossdock");
    }

    /** Sets permissions where the file system knows them. */
    static void permit(Path path, String permissions) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path,
                    PosixFilePermissions.fromString(permissions));
        }
    }
}
