/** E-mail out: people who are told when something is at stake. */
@ApplicationModule(id = "mail", allowedDependencies = {"json", "journal", "effects", "landscape", "tls", "alerts"})
@NullMarked
package io.crossdock.experience.mail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
