/** The example estate: a separate program that plays a distributor's systems. */
@NullMarked
package io.crossdock.estate;

import org.jspecify.annotations.NullMarked;
