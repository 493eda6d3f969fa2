/** How the process begins and ends, and what time it has. */
@NullMarked
@ApplicationModule(id = "lifecycle", allowedDependencies = {})
package io.crossdock.platform.lifecycle;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
