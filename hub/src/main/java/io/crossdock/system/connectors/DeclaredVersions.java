package io.crossdock.system.connectors;

import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.landscape.Declaration;
import io.crossdock.platform.landscape.Partner;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.maps.MapVersion;
import io.crossdock.platform.maps.Maps;
import io.crossdock.platform.maps.Produced;
import io.crossdock.platform.maps.Use;
import org.springframework.stereotype.Component;

/** Which version of a declared connector an effect is sent with. It is kept with the effect. */
@Component
public class DeclaredVersions {

    private final Maps maps;

    DeclaredVersions(Maps maps) {
        this.maps = maps;
    }

    /** A declaration as a map: {@code connectors.bookly}. */
    public static MapVersion governed(Declaration declaration) {
        return new MapVersion("connectors." + declaration.id(),
                declaration.label().map(Partner.Label::version).orElse(MapVersion.UNDECLARED),
                declaration.label().map(Partner.Label::owner).orElse(MapVersion.UNOWNED), declaration.source());
    }

    /** The system as this effect speaks with it; noted with the effect before anything is sent. */
    SystemSettings toSend(Effect effect, SystemSettings system) {
        return system.declaration().map(declaration -> {
            MapVersion current = governed(declaration);
            Use use = Use.of(effect.id());
            MapVersion version = maps.toUse(use, current);
            maps.pin(new Produced(Produced.Kind.EFFECT, effect.id()), use, version);
            return version.equals(current) ? system : system.with(Declaration.parse(version.source()));
        }).orElse(system);
    }
}
