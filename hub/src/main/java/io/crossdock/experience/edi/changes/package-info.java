/** Changes of partners' orders: 860 in, decided as any other change, 865 out. */
@NullMarked
package io.crossdock.experience.edi.changes;

import org.jspecify.annotations.NullMarked;
