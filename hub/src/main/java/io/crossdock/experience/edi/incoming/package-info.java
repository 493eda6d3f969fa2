/** Interchanges from partners: kept, read, answered by 997 and TA1, and taken apart into transaction sets. */
@NullMarked
package io.crossdock.experience.edi.incoming;

import org.jspecify.annotations.NullMarked;
