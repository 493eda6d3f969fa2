/** What warehouses send as X12: mapped, and handed on as the messages that every warehouse sends. */
@NullMarked
package io.crossdock.experience.edi.stock;

import org.jspecify.annotations.NullMarked;
