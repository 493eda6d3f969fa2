/** Three warehouses that work on their own clock. */
@NullMarked
package io.crossdock.estate.warehouse;

import org.jspecify.annotations.NullMarked;
