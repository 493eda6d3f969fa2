/**
 * Trials: the programs as they are shipped, run as processes, under faults. What is left is compared with the
 * truth of the example estate, which shares no code with the hub.
 */
@NullMarked
package io.crossdock.trials;

import org.jspecify.annotations.NullMarked;
