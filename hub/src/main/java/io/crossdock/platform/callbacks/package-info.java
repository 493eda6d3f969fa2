/** Call-backs of other systems: believed when signed, kept before they are understood, answered at once. */
@NullMarked
@ApplicationModule(id = "callbacks",
        allowedDependencies = {"canonical", "json", "journal", "inbox", "landscape", "gateway"})
package io.crossdock.platform.callbacks;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
