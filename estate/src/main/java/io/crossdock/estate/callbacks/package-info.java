/** Signed messages to the hub, kept until they are answered. */
@NullMarked
package io.crossdock.estate.callbacks;

import org.jspecify.annotations.NullMarked;
