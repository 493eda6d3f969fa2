@NullMarked
package io.crossdock.drills;

import org.jspecify.annotations.NullMarked;
