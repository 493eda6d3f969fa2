/** What tests of the hub's modules share: a database of their own, a settable clock, a few beans. */
@NullMarked
package io.crossdock.testing;

import org.jspecify.annotations.NullMarked;
