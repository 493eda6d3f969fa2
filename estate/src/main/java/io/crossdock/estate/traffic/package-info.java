/** Seeded example orders, sent to the hub as buyers would. */
@NullMarked
package io.crossdock.estate.traffic;

import org.jspecify.annotations.NullMarked;
