package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.LocationId;
import io.crossdock.platform.landscape.SecretRef;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.landscape.SystemSettings.Kind;
import io.crossdock.platform.landscape.Timeouts;
import io.crossdock.system.connectors.Counterpart;
import io.crossdock.system.connectors.FakeSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** A Tryton of our own making with its connector beside it, and keys of which one is right. */
final class TrytonBench implements AutoCloseable {

    private final Rig rig;
    private final FakeTryton fake = new FakeTryton();

    TrytonBench(Path secrets) {
        rig = Rig.of(secrets, Clock.systemUTC());
        try {
            Files.writeString(secrets.resolve("key"), FakeTryton.PASSWORD);
            Files.writeString(secrets.resolve("wrong"), "wrong");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FakeTryton fake() {
        return fake;
    }

    Rig rig() {
        return rig;
    }

    SystemSettings warehouse() {
        return system("wms-cmh", Kind.WMS, Optional.of(new LocationId("CMH")));
    }

    SystemSettings supplier() {
        return system("northforge", Kind.SUPPLIER, Optional.empty());
    }

    private SystemSettings system(String id, Kind kind, Optional<LocationId> location) {
        SystemSettings erp = fake.settings();
        return new SystemSettings(id, kind, erp.connector(), erp.baseUrl(), erp.secret(), erp.webhookSecret(), erp.timeouts(),
                erp.lane(), location, erp.zone(), erp.settings());
    }

    /** A system that is found at its address, with its password in {@code file:key}, and a wrong one in {@code file:wrong}. */
    record At(SystemSettings system) implements Counterpart {

        @Override
        public URI url() {
            return system.baseUrl().orElseThrow();
        }

        @Override
        public SystemSettings settings(URI url, Timeouts timeouts) {
            return at(url, timeouts, "file:key");
        }

        @Override
        public SystemSettings lockedOut(URI url) {
            return at(url, Timeouts.DEFAULT, "file:wrong");
        }

        private SystemSettings at(URI url, Timeouts timeouts, String secret) {
            return new SystemSettings(system.id(), system.kind(), system.connector(), Optional.of(url),
                    Optional.of(new SecretRef(secret)), Optional.empty(), timeouts, system.lane(), system.location(),
                    system.zone(), system.settings());
        }

        @Override
        public String secret() {
            return FakeTryton.PASSWORD;
        }

        @Override
        public Optional<FakeSystem.Said> expired() {
            return Optional.of(new FakeSystem.Said(401, ""));
        }

        @Override
        public FakeSystem.Said error() {
            return new FakeSystem.Said(200, "{\"id\":1,\"error\":[\"'NoneType' object has no attribute 'code'\",\"Traceback\"]}");
        }
    }

    @Override
    public void close() {
        fake.close();
    }
}
