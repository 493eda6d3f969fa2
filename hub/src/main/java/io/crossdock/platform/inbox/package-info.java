/** What others sent: kept as it came, each message once. */
@ApplicationModule(id = "inbox", allowedDependencies = {"json", "journal", "lifecycle"})
@NullMarked
package io.crossdock.platform.inbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
