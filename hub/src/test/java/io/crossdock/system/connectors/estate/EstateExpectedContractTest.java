package io.crossdock.system.connectors.estate;

import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.ExpectedReport;
import io.crossdock.system.connectors.ExpectedSource;
import io.crossdock.system.connectors.ListRules;
import io.crossdock.system.connectors.ListRules.Row;
import io.crossdock.system.connectors.ListRules.Told;
import io.crossdock.system.connectors.Proves;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is on its way, all of it each time. */
@Proves(ExpectedSource.class)
class EstateExpectedContractTest extends EstateListContract<ExpectedReport> {

    @Override
    protected ListRules.Subject<ExpectedReport> subject() {
        return new Rows();
    }

    private final class Rows extends Listed<ExpectedReport> {

        private final EstateExpected connector = new EstateExpected(estate().http());

        Rows() {
            super(estate(), 10);
        }

        @Override
        public Told<ExpectedReport> read(SystemSettings system, Optional<Instant> since, Optional<String> after) {
            return switch (connector.expected(system, after)) {
                case ExpectedSource.Answer.Page(List<ExpectedReport> reports, Optional<String> next) ->
                        new Told.Rows<>(reports, next);
                case ExpectedSource.Answer.NoAnswer(String why) -> new Told.Nothing<>(why);
            };
        }

        @Override
        public String key(ExpectedReport row) {
            return row.reference();
        }

        @Override
        public String content(ExpectedReport row) {
            return row.sku() + " " + row.quantity().value().toPlainString() + " " + row.quantity().unit().code() + " at "
                    + row.location() + " on " + row.expectedOn();
        }

        @Override
        public Optional<Instant> at(ExpectedReport row) {
            return Optional.empty();
        }

        @Override
        public Map<String, String> several() {
            return written("/expected-receipts", row -> text(row, "reference"), row -> text(row, "sku") + " "
                    + text(row, "quantity") + " " + text(row, "unit") + " at " + text(row, "location") + " on " + text(row, "expectedOn"));
        }

        @Override
        public Optional<Row> change() {
            return Optional.empty();
        }
    }
}
