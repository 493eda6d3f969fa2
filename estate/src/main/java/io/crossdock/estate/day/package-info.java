/** The estate's own clock and its chance: both can be repeated. */
@NullMarked
package io.crossdock.estate.day;

import org.jspecify.annotations.NullMarked;
