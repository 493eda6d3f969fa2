@NullMarked
package io.crossdock.experience.console;

import org.jspecify.annotations.NullMarked;
