/** The doors: filters and security chains every request passes. */
@NullMarked
package io.crossdock.platform.gateway.entry;

import org.jspecify.annotations.NullMarked;
