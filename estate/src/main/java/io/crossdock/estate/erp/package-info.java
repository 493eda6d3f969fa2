/** The ERP: prices, credit, orders, invoices. Deliberately not idempotent. */
@NullMarked
package io.crossdock.estate.erp;

import org.jspecify.annotations.NullMarked;
