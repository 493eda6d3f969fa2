/** What must always hold: it is proved again and again, and whatever breaks it is named. */
@ApplicationModule(id = "oversight", allowedDependencies = {"canonical", "json", "journal", "lifecycle"})
@NullMarked
package io.crossdock.process.oversight;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
