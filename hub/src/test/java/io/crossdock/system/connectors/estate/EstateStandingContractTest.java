package io.crossdock.system.connectors.estate;

import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.landscape.Timeouts;
import io.crossdock.system.connectors.AnswerRules.Said;
import io.crossdock.system.connectors.Proves;
import io.crossdock.system.connectors.ReleaseSource;
import io.crossdock.system.connectors.ReleaseSource.Answer;
import io.crossdock.system.connectors.Requests;
import io.crossdock.system.connectors.estate.EstateAtWork.Place;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How far a release is; a warehouse that cannot be asked has not said that it never heard of it. */
@Proves(ReleaseSource.class)
class EstateStandingContractTest extends EstateAnswerContract {

    @Override
    Place place() {
        return Place.ATLANTA;
    }

    /** The role has no time of its own: it is asked within the system's. */
    @Override
    protected Said ask(SystemSettings system, String leg, Duration budget) {
        SystemSettings asked = new SystemSettings(system.id(), system.kind(), system.connector(), system.baseUrl(),
                system.secret(), system.webhookSecret(), new Timeouts(system.timeouts().connect(), budget), system.lane(),
                system.location(), system.zone(), system.settings());
        return switch (new EstateReleaseStandings(estate().http()).release(asked, leg)) {
            case Answer.Known(ReleaseSource.Standing standing) -> new Said.It(standing.stage().label() + " "
                    + standing.lines().getFirst().asked(), Optional.empty());
            case Answer.Unknown() -> new Said.ThereIsNone();
            case Answer.NoAnswer(String why) -> new Said.Nothing(why);
        };
    }

    @Override
    protected Map<String, String> known() {
        new EstateReleases(estate().http()).post(estate().settings(Place.ATLANTA), Requests.release("SO-100001-1"));
        return Map.of("SO-100001-1", "released 24 EA");
    }

    @Override
    protected String unknown() {
        return "SO-100009-1";
    }
}
