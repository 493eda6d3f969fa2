/** The journal of canonical facts and the subscriptions that read it. */
@ApplicationModule(id = "journal", allowedDependencies = {"json", "lifecycle"})
@NullMarked
package io.crossdock.platform.journal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
