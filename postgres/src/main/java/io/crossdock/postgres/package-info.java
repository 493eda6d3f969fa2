/**
 * A real PostgreSQL server as a child process, with full durability, for the demo, for small sites and for
 * tests.
 */
@NullMarked
package io.crossdock.postgres;

import org.jspecify.annotations.NullMarked;
