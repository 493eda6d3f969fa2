/** Practice: drills on shadow lanes, and how all drills went. */
@ApplicationModule(id = "practice", allowedDependencies = {"json", "journal", "effects", "landscape", "lifecycle"})
@NullMarked
package io.crossdock.process.practice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
