/** The EDI channel: interchanges in and out, partners, maps. */
@ApplicationModule(id = "edi", allowedDependencies = {})
@NullMarked
package io.crossdock.experience.edi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
