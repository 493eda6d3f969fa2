/** One way of writing and reading JSON inside the hub: decimals are strings, nothing is rounded. */
@ApplicationModule(id = "json", allowedDependencies = {"canonical"})
@NullMarked
package io.crossdock.platform.json;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
