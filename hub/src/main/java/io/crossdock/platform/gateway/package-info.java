/**
 * Who may call, how fast, and how errors look.
 *
 * <p>Everything that reaches the hub over HTTP passes here first: tokens for consumers, signatures for
 * call-backs, sessions for people; limits on size, rate and number; one correlation per request; one shape of
 * error.
 */
@NullMarked
@ApplicationModule(id = "gateway", allowedDependencies = {"landscape", "canonical", "tracing"})
package io.crossdock.platform.gateway;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
