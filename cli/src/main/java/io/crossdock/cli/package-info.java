/** The command line: starts and watches the demo and the product, and talks to a running hub. */
@NullMarked
package io.crossdock.cli;

import org.jspecify.annotations.NullMarked;
