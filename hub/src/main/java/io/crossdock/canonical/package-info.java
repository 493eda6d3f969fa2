/**
 * The nouns every other room speaks in: pure, validated records over nothing but the JDK.
 *
 * <p>One habit throughout: a constructor throws {@link IllegalArgumentException} for a value that cannot
 * exist, and every noun that people type has a {@code parse} that answers {@link java.util.Optional#empty()}
 * instead.
 */
@NullMarked
@ApplicationModule(id = "canonical", allowedDependencies = {})
package io.crossdock.canonical;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
