/** Two carriers that report in two very different formats. */
@NullMarked
package io.crossdock.estate.carrier;

import org.jspecify.annotations.NullMarked;
