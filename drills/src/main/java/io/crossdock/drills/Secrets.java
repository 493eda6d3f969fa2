package io.crossdock.drills;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Random secrets that the hub and the estate share, made anew for every run. */
public final class Secrets {

    public static final Path FOLDER = make(Programs.WORK.resolve("secrets"));

    private Secrets() {
    }

    private static Path make(Path folder) {
        SecureRandom random = new SecureRandom();
        try {
            Files.createDirectories(folder);
            for (String name : List.of("erp-key", "wms-key", "supplier-key", "edi-key", "wms-webhook",
                    "supplier-webhook", "carrier-webhook", "portal-demo", "sales-demo", "operations-demo",
                    "edi-buyer",
                    "console-admin")) {
                byte[] bytes = new byte[24];
                random.nextBytes(bytes);
                Files.writeString(folder.resolve(name), HexFormat.of().formatHex(bytes));
            }
            byte[] hook = new byte[24];
            random.nextBytes(hook);
            Files.writeString(folder.resolve("crm-hook"), "whsec_" + Base64.getEncoder().encodeToString(hook));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String of(String name) {
        try {
            return Files.readString(FOLDER.resolve(name)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
