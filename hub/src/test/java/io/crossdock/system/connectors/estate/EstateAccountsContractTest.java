package io.crossdock.system.connectors.estate;

import io.crossdock.canonical.Account;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.ListRules;
import io.crossdock.system.connectors.ListRules.Row;
import io.crossdock.system.connectors.ListRules.Told;
import io.crossdock.system.connectors.MasterDataSource;
import io.crossdock.system.connectors.Proves;
import io.crossdock.system.connectors.Sourced;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Accounts, all of them and those that have changed. */
@Proves(MasterDataSource.class)
class EstateAccountsContractTest extends EstateListContract<Sourced<Account>> {

    @Override
    protected ListRules.Subject<Sourced<Account>> subject() {
        return new Rows();
    }

    private final class Rows extends Listed<Sourced<Account>> {

        private final EstateMasterData connector = new EstateMasterData(estate().http());

        Rows() {
            super(estate(), 15);
        }

        @Override
        public Told<Sourced<Account>> read(SystemSettings system, Optional<Instant> since, Optional<String> after) {
            return Told.of(() -> connector.accounts(system, new Asking(since, after)));
        }

        @Override
        public String key(Sourced<Account> row) {
            return row.value().id().value();
        }

        @Override
        public String content(Sourced<Account> row) {
            return row.value().name() + ", " + row.value().status() + ", " + row.value().creditLimit().decimal() + ", "
                    + row.value().shipTos().size() + " addresses";
        }

        @Override
        public Optional<Instant> at(Sourced<Account> row) {
            return Optional.of(row.modifiedAt());
        }

        @Override
        public Map<String, String> several() {
            return written("/accounts", row -> text(row, "id"), EstateAccountsContractTest::written);
        }

        @Override
        public Optional<Row> change() {
            estate().put("/control/accounts/A-1002", Map.of("creditLimit", "900.07"));
            return Optional.of(new Row("A-1002", written(estate().get(EstateAtWork.Place.ERP, "/accounts/A-1002"))));
        }
    }

    private static String written(JsonNode account) {
        return text(account, "name") + ", " + text(account, "status").toUpperCase(Locale.ROOT) + ", "
                + text(account, "creditLimit") + ", " + account.path("shipTos").size() + " addresses";
    }
}
