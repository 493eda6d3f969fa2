/**
 * Copies of what other systems own: fetched by one process at a time, stored in tables, held in memory by
 * all. Whoever reads one learns how old it is.
 */
@NullMarked
@ApplicationModule(id = "replica", allowedDependencies = {})
package io.crossdock.platform.replica;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
