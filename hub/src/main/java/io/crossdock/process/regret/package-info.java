/** What was decided while the ERP did not answer, and which of it reality contradicted. A reading of the books. */
@ApplicationModule(id = "regret", allowedDependencies = {"canonical", "landscape"})
@NullMarked
package io.crossdock.process.regret;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
