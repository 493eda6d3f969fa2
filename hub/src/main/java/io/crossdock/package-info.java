@NullMarked
package io.crossdock;

import org.jspecify.annotations.NullMarked;
