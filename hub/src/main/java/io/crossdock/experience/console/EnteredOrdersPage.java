package io.crossdock.experience.console;

import io.crossdock.canonical.AccountId;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.process.story.Finder;
import io.crossdock.system.connectors.EnteredOrderSource.Standing;
import io.crossdock.system.entered.EnteredOrders;
import io.crossdock.system.entered.EnteredOrders.EnteredOrder;
import io.crossdock.system.entered.EnteredOrders.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/** Orders that people have entered in an ERP itself. The hub has not posted them. */
@Controller
class EnteredOrdersPage {

    static final String PATH = "/console/entered-orders";

    private static final int PAGE = 50;

    private final Frames frames;
    private final EnteredOrders orders;
    private final Landscapes landscapes;
    private final Finder finder;

    EnteredOrdersPage(Frames frames, EnteredOrders orders, Landscapes landscapes, Finder finder) {
        this.frames = frames;
        this.orders = orders;
        this.landscapes = landscapes;
        this.finder = finder;
    }

    /** A link that narrows the list. */
    record Choice(String label, String href, boolean chosen) {
    }

    /** @param customer name, where the ERP's account is one of ours */
    record Row(EnteredOrder entered, String customer) {
    }

    /** @param systems of one ERP none; @param older the next page; @param newest the first one, when this is another */
    record Listing(List<Choice> standings, List<Choice> systems, List<Row> rows, Optional<String> older,
            Optional<String> newest, boolean narrowed) {
    }

    @GetMapping(PATH)
    ModelAndView list(HttpServletRequest request, @RequestParam(required = false) Optional<String> state,
            @RequestParam(required = false) Optional<String> system,
            @RequestParam(required = false) Optional<String> after) {
        List<String> erps = landscapes.current().systems().values().stream()
                .filter(each -> each.kind() == SystemSettings.Kind.ERP).map(SystemSettings::id).sorted().toList();
        Filter filter = new Filter(system.filter(erps::contains), state.flatMap(EnteredOrdersPage::standing));
        Optional<String> place = after.filter(EnteredOrders::isPlace);
        List<EnteredOrder> found = orders.page(filter, place, PAGE + 1);
        List<EnteredOrder> page = found.subList(0, Math.min(PAGE, found.size()));
        return frames.page("entered-orders", frames.frame(request, "Orders entered in an ERP", "orders"), Map.of("listing",
                new Listing(standings(filter), systems(filter, erps),
                        page.stream().map(each -> new Row(each, customer(each.order().account()))).toList(),
                        found.size() <= PAGE ? Optional.empty()
                                : Optional.of(href(filter, Optional.of(EnteredOrders.place(page.getLast())))),
                        place.map(_ -> href(filter, Optional.empty())), !filter.equals(Filter.ALL) || place.isPresent())));
    }

    private String customer(String account) {
        return AccountId.parse(account).map(finder::customer).filter(name -> !name.equals(account)).orElse("");
    }

    private static List<Choice> standings(Filter filter) {
        List<Choice> choices = new ArrayList<>(List.of(new Choice("All", href(new Filter(filter.system(), Optional.empty()),
                Optional.empty()), filter.standing().isEmpty())));
        for (Standing each : Standing.values()) {
            choices.add(new Choice(words(each), href(new Filter(filter.system(), Optional.of(each)), Optional.empty()),
                    filter.standing().equals(Optional.of(each))));
        }
        return choices;
    }

    private static List<Choice> systems(Filter filter, List<String> erps) {
        if (erps.size() < 2) {
            return List.of();
        }
        List<Choice> choices = new ArrayList<>(List.of(new Choice("Every ERP", href(new Filter(Optional.empty(),
                filter.standing()), Optional.empty()), filter.system().isEmpty())));
        erps.forEach(each -> choices.add(new Choice(each, href(new Filter(Optional.of(each), filter.standing()),
                Optional.empty()), filter.system().equals(Optional.of(each)))));
        return choices;
    }

    private static String href(Filter filter, Optional<String> after) {
        UriComponentsBuilder uri = UriComponentsBuilder.fromPath(PATH);
        filter.standing().ifPresent(each -> uri.queryParam("state", label(each)));
        filter.system().ifPresent(each -> uri.queryParam("system", each));
        after.ifPresent(each -> uri.queryParam("after", "{after}"));
        return uri.encode().buildAndExpand(Map.of("after", after.orElse(""))).toUriString();
    }

    private static String label(Standing standing) {
        return standing.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<Standing> standing(String label) {
        return Arrays.stream(Standing.values()).filter(each -> label(each).equals(label)).findFirst();
    }

    /** How such an order stands, in business words. */
    static String words(Standing standing) {
        return switch (standing) {
            case BOOKED -> "Booked";
            case DONE -> "Done";
            case CANCELLED -> "Cancelled";
        };
    }

    /** The look of its chip. */
    static String look(Standing standing) {
        return switch (standing) {
            case BOOKED -> "flowing";
            case DONE -> "done";
            case CANCELLED -> "quiet";
        };
    }
}
