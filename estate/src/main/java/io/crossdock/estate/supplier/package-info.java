/** Suppliers that ship straight to the customer. */
@NullMarked
package io.crossdock.estate.supplier;

import org.jspecify.annotations.NullMarked;
