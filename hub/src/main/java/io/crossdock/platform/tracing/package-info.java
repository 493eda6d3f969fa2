/** Traces across what other tracers cannot see: from a request over the ledgers to the calls that it causes. */
@ApplicationModule(id = "tracing", allowedDependencies = {})
@NullMarked
package io.crossdock.platform.tracing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
