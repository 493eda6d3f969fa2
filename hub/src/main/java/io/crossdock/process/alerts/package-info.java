/** Alerts: who wants to be called when something is at stake, once per cause. */
@ApplicationModule(id = "alerts", allowedDependencies = {"canonical", "journal", "landscape", "lifecycle", "story"})
@NullMarked
package io.crossdock.process.alerts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
