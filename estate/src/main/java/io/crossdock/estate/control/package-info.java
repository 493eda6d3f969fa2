/** Faults, pace and the truth, for people and tests. */
@NullMarked
package io.crossdock.estate.control;

import org.jspecify.annotations.NullMarked;
