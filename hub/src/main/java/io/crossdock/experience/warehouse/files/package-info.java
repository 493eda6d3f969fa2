/** Files of warehouses: rows become the same messages that the webhook takes, good ones beside bad ones. */
@NullMarked
package io.crossdock.experience.warehouse.files;

import org.jspecify.annotations.NullMarked;
