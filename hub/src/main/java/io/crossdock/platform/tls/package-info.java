/** TLS with authorities and certificates of the landscape's own. */
@NullMarked
@ApplicationModule(id = "tls", allowedDependencies = {"landscape"})
package io.crossdock.platform.tls;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
