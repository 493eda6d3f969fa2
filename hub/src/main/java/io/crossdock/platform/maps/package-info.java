/** Maps as governed data: which there are, which versions were ever used, and what was made with them. */
@NullMarked
@ApplicationModule(id = "maps", allowedDependencies = {})
package io.crossdock.platform.maps;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
