/**
 * Drills: the shipped programs run as processes, are hurt on purpose, and are judged by the truth of the example
 * estate. The pieces are those that the trials use, too.
 */
@NullMarked
package io.crossdock.drills;

import org.jspecify.annotations.NullMarked;
