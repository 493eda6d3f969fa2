@NullMarked
package io.crossdock.process.story;

import org.jspecify.annotations.NullMarked;
