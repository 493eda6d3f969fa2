/** Purchase orders of partners: mapped, placed with ordering, and answered by 855, 856 and 810. */
@NullMarked
package io.crossdock.experience.edi.orders;

import org.jspecify.annotations.NullMarked;
