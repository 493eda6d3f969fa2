package io.crossdock.process.reconciliation;

import io.crossdock.canonical.Money;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Unit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;
import java.util.Optional;

/** Reads amounts that may not be known. */
final class Amounts {

    private Amounts() {
    }

    static Optional<Quantity> quantity(ResultSet row) throws SQLException {
        String unit = row.getString("unit");
        return unit == null ? Optional.empty()
                : Optional.of(new Quantity(row.getBigDecimal("difference"), Unit.of(unit)));
    }

    static Optional<Money> money(ResultSet row) throws SQLException {
        String currency = row.getString("currency");
        return currency == null ? Optional.empty()
                : Optional.of(Money.of(row.getBigDecimal("value"), Currency.getInstance(currency)));
    }
}
