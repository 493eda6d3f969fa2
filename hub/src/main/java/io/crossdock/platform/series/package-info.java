/** Numbers that people read. */
@ApplicationModule(id = "series", allowedDependencies = {})
@NullMarked
package io.crossdock.platform.series;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
