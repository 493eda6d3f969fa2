/** A trading partner that speaks X12. */
@NullMarked
package io.crossdock.estate.edi;

import org.jspecify.annotations.NullMarked;
