@NullMarked
package io.crossdock.estate.books;

import org.jspecify.annotations.NullMarked;
