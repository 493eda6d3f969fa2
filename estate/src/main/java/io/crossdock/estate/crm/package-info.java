/** A customer relationship system that is told what happens to orders. */
@NullMarked
package io.crossdock.estate.crm;

import org.jspecify.annotations.NullMarked;
