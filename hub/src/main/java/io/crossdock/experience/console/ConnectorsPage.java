package io.crossdock.experience.console;

import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.Contracts;
import io.crossdock.system.connectors.Proved;
import io.crossdock.system.connectors.RoleWords;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** What can each system do for us, and what does it promise when an answer is lost? */
@Controller
class ConnectorsPage {

    private final Frames frames;
    private final Contracts contracts;

    ConnectorsPage(Frames frames, Contracts contracts) {
        this.frames = frames;
        this.contracts = contracts;
    }

    /** @param promise of deeds, in words */
    record Cell(Optional<String> promise, boolean proved) {
    }

    /** @param cells one for each system; empty where it does not play the role */
    record Row(String role, String words, List<Optional<Cell>> cells) {
    }

    record View(List<Contracts.Statement> systems, List<Row> rows) {
    }

    @GetMapping("/console/connectors")
    ModelAndView show(HttpServletRequest request) {
        List<Contracts.Statement> systems = contracts.statements().stream().filter(each -> !each.roles().isEmpty()).toList();
        List<Row> rows = systems.stream().flatMap(system -> system.roles().stream()).map(Contracts.Played::role).distinct()
                .sorted().map(role -> new Row(role, RoleWords.of(role), systems.stream().map(system -> cell(system, role))
                        .toList())).toList();
        return frames.page("connectors", frames.frame(request, "What systems can do", "systems"),
                Map.of("view", new View(systems, rows)));
    }

    private static Optional<Cell> cell(Contracts.Statement system, String role) {
        String connector = system.system().declaration().isPresent() ? SystemSettings.DECLARED : system.connector();
        return system.roles().stream().filter(each -> each.role().equals(role)).findFirst()
                .map(each -> new Cell(each.promise().map(promise -> switch (promise) {
                    case NATIVE_KEY -> "recognises our number";
                    case LOOKUP -> "is asked first";
                    case NONE -> "a person decides";
                }), Proved.byTheKit(connector, role)));
    }
}
