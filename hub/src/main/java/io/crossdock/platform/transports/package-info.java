/**
 * Transports: how messages come in and go out besides HTTP. Each is a small class behind {@code Line} (in) or {@code Post}
 * (out). What comes in is kept in the inbox before the other side may forget it, and handed to its {@code Door} afterwards.
 */
@NullMarked
@ApplicationModule(id = "transports", allowedDependencies = {"json", "xml", "journal", "inbox", "effects", "landscape",
        "tls"})
package io.crossdock.platform.transports;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
