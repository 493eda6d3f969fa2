@NullMarked
package io.crossdock.estate;

import org.jspecify.annotations.NullMarked;
