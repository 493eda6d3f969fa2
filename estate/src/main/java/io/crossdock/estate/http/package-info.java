/** How calls come in: routes, keys, faults and answers. */
@NullMarked
package io.crossdock.estate.http;

import org.jspecify.annotations.NullMarked;
