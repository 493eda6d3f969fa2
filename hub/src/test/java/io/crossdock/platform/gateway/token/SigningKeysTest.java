package io.crossdock.platform.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class SigningKeysTest {

    private static final String SEAL = "a seal that is long enough";

    private final SharedPostgres.Database database = TestDatabase.migrated();

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void processesThatStartAtOnceAgreeOnOneKey() throws Exception {
        List<Future<JWKSet>> starting = new ArrayList<>();
        try (var processes = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                starting.add(processes.submit(() -> keys(Optional.of(new KeySeal(SEAL))).load()));
            }
        }
        for (Future<JWKSet> each : starting) {
            assertThat(each.get().toString(false)).isEqualTo(starting.getFirst().get().toString(false));
            assertThat(each.get().getKeys()).hasSize(1);
        }
    }

    @Test
    void aSealedKeyOpensWithItsSecretOnly() {
        JWKSet first = keys(Optional.of(new KeySeal(SEAL))).load();
        assertThat(keys(Optional.of(new KeySeal(SEAL))).load().toString(false))
                .isEqualTo(first.toString(false));
        assertThatThrownBy(() -> keys(Optional.of(new KeySeal("another seal, also long"))).load())
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("signing-seal");
        assertThatThrownBy(() -> keys(Optional.empty()).load())
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("signing-seal");
    }

    @Test
    void aKeyWithoutSealStaysReadableWhenASealIsIntroduced() {
        JWKSet first = keys(Optional.empty()).load();
        assertThat(keys(Optional.of(new KeySeal(SEAL))).load().toString(false))
                .isEqualTo(first.toString(false));
    }

    private SigningKeys keys(Optional<KeySeal> seal) {
        var source = new DriverManagerDataSource(database.jdbcUrl(), database.username(),
                database.password());
        return new SigningKeys(new SigningKeyStore(JdbcClient.create(source), SettableClock.standing()),
                new TransactionTemplate(new JdbcTransactionManager(source)), seal);
    }
}
