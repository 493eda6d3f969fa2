/** The estate's durable memory: keyed books over one journal file. */
@NullMarked
package io.crossdock.estate.books;

import org.jspecify.annotations.NullMarked;
