/**
 * Risky changes of what other systems own: held before they take effect, and decided by people. The rooms that keep the rows
 * say what is risky about them.
 */
@ApplicationModule(id = "stewardship", allowedDependencies = {"json", "journal", "landscape", "replica"})
@NullMarked
package io.crossdock.platform.stewardship;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
