/**
 * The landscape: a folder that says which systems, consumers, partners and policies this installation has.
 * Read whole, checked whole, refused with file, line and reason, and reloaded without a restart.
 */
@NullMarked
@ApplicationModule(id = "landscape", allowedDependencies = {"canonical"})
package io.crossdock.platform.landscape;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
