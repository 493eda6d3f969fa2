/** The built-in authorization server: tokens for consumers, and the keys that sign them. */
@NullMarked
package io.crossdock.platform.gateway.token;

import org.jspecify.annotations.NullMarked;
