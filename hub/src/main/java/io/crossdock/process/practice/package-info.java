/** Practice: how drills went, and when last. */
@ApplicationModule(id = "practice", allowedDependencies = {"json"})
@NullMarked
package io.crossdock.process.practice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
