/** What partners are told of our stock, as X12 846: everything once a day, changes in between. */
@NullMarked
package io.crossdock.experience.edi.advice;

import org.jspecify.annotations.NullMarked;
