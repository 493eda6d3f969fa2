package io.crossdock.system.connectors.tryton;

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
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Parties as accounts. */
@Proves(MasterDataSource.class)
class TrytonAccountsContractTest extends TrytonListContract<Sourced<Account>> {

    @Override
    protected ListRules.Subject<Sourced<Account>> subject() {
        return new Rows();
    }

    private final class Rows extends Listed<Sourced<Account>> {

        Rows() {
            super(fake().settings());
        }

        @Override
        public Told<Sourced<Account>> read(SystemSettings system, Optional<Instant> since, Optional<String> after) {
            return Told.of(() -> rig().masterData().accounts(system, new Asking(since, after)));
        }

        @Override
        public String key(Sourced<Account> row) {
            return row.value().id().value();
        }

        @Override
        public String content(Sourced<Account> row) {
            return row.value().name() + ", " + row.value().creditLimit().decimal() + ", "
                    + row.value().shipTos().getFirst().address().city();
        }

        @Override
        public Optional<Instant> at(Sourced<Account> row) {
            return Optional.of(row.modifiedAt());
        }

        @Override
        public Map<String, String> several() {
            now();
            Map<String, String> rows = new TreeMap<>();
            long country = fake().tables().only("country.country", "code", "US").path("id").asLong();
            for (int i = 0; i < 510; i++) {
                fake().business().party("P-%04d".formatted(i), "Party " + i, Optional.of("900.07"), country, Optional.empty());
                rows.put("P-%04d".formatted(i), "Party " + i + ", 900.07, Dayton");
            }
            return rows;
        }

        @Override
        public Optional<Row> change() {
            now();
            long party = Wire.id(fake().tables().only("party.party", "code", "P-0003"));
            long address = fake().tables().all("party.address").stream().filter(row -> row.path("party").asLong() == party)
                    .map(Wire::id).findFirst().orElseThrow();
            fake().tables().change("party.address", address, Wire.object().put("city", "Kettering"));
            return Optional.of(new Row("P-0003", "Party 3, 900.07, Kettering"));
        }
    }
}
