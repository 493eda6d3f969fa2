/** XML of strangers, read without harm, and as the same trees as JSON. */
@NullMarked
@ApplicationModule(id = "xml", allowedDependencies = {})
package io.crossdock.platform.xml;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
