package io.crossdock.experience.console;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Channel;
import io.crossdock.process.story.Finder;
import io.crossdock.process.story.OrderFilter;
import io.crossdock.process.story.OrderFilter.View;
import io.crossdock.process.story.OrderRow;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/** Where is that order? */
@Controller
class OrdersPage {

    private static final int PAGE = 50;

    private final Frames frames;
    private final Finder finder;

    OrdersPage(Frames frames, Finder finder) {
        this.frames = frames;
        this.finder = finder;
    }

    /** A link that narrows or widens the list. */
    record Choice(String label, String href, boolean chosen) {
    }

    /** One row. @param matched why it was found; empty in lists */
    record Line(OrderRow order, String customer, String matched) {
    }

    /** @param older the next page; empty at the end */
    record Listing(List<Choice> views, List<Choice> channels, Optional<Choice> account, List<Line> lines,
            Optional<String> older, Optional<String> newest, String search) {
    }

    @GetMapping("/console/orders")
    ModelAndView list(HttpServletRequest request, @RequestParam(required = false) Optional<String> view,
            @RequestParam(required = false) Optional<String> channel,
            @RequestParam(required = false) Optional<String> account,
            @RequestParam(required = false) Optional<String> before,
            @RequestParam(required = false) Optional<String> q) {
        String search = q.map(String::strip).orElse("");
        if (!search.isEmpty()) {
            return search(request, search);
        }
        View chosen = view.flatMap(OrdersPage::view).orElse(View.ALL);
        Optional<String> from = channel.flatMap(Channel::parse).map(Channel::label);
        Optional<AccountId> of = account.flatMap(AccountId::parse);
        List<OrderRow> rows = finder.orders(new OrderFilter(chosen, from, of, before.flatMap(OrdersPage::id), PAGE + 1));
        List<OrderRow> page = rows.subList(0, Math.min(PAGE, rows.size()));
        Optional<String> older = rows.size() > PAGE
                ? Optional.of(href(chosen, from, of, Optional.of(page.getLast().id()))) : Optional.empty();
        Listing listing = new Listing(
                Arrays.stream(View.values()).map(each -> new Choice(each.label(), href(each, from, of, Optional.empty()),
                        each == chosen)).toList(),
                channels(chosen, from, of), of.map(id -> new Choice(finder.customer(id),
                        href(chosen, from, Optional.empty(), Optional.empty()), true)),
                lines(page), older, before.map(each -> href(chosen, from, of, Optional.empty())), "");
        return frames.page("orders", frames.frame(request, "Orders", "orders"), Map.of("listing", listing));
    }

    private ModelAndView search(HttpServletRequest request, String search) {
        Optional<AccountId> account = finder.account(search);
        if (account.isPresent()) {
            return new ModelAndView("redirect:" + href(View.ALL, Optional.empty(), account, Optional.empty()));
        }
        List<Finder.Found> found = finder.find(search);
        if (found.size() == 1) {
            return new ModelAndView("redirect:/console/orders/" + found.getFirst().order().number());
        }
        Map<AccountId, String> customers = new LinkedHashMap<>();
        List<Line> lines = found.stream().map(each -> new Line(each.order(),
                customers.computeIfAbsent(each.order().account(), finder::customer), each.matched())).toList();
        Listing listing = new Listing(Arrays.stream(View.values()).map(each -> new Choice(each.label(),
                href(each, Optional.empty(), Optional.empty(), Optional.empty()), false)).toList(), List.of(),
                Optional.empty(), lines, Optional.empty(), Optional.empty(), search);
        return frames.page("orders", frames.frame(request, "Orders: " + search, "orders"), Map.of("listing", listing));
    }

    private List<Line> lines(List<OrderRow> page) {
        Map<AccountId, String> customers = page.stream().map(OrderRow::account).distinct()
                .collect(Collectors.toMap(id -> id, finder::customer));
        return page.stream().map(row -> new Line(row, customers.getOrDefault(row.account(), row.account().value()), ""))
                .toList();
    }

    private static List<Choice> channels(View view, Optional<String> chosen, Optional<AccountId> account) {
        List<Choice> all = new java.util.ArrayList<>();
        all.add(new Choice("Every channel", href(view, Optional.empty(), account, Optional.empty()), chosen.isEmpty()));
        for (Channel channel : Channel.values()) {
            all.add(new Choice(channel == Channel.EDI ? "EDI" : capital(channel.label()),
                    href(view, Optional.of(channel.label()), account, Optional.empty()),
                    chosen.filter(channel.label()::equals).isPresent()));
        }
        return all;
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static String href(View view, Optional<String> channel, Optional<AccountId> account, Optional<UUID> before) {
        UriComponentsBuilder uri = UriComponentsBuilder.fromPath("/console/orders");
        if (view != View.ALL) {
            uri.queryParam("view", view.name().toLowerCase(Locale.ROOT));
        }
        channel.ifPresent(each -> uri.queryParam("channel", each));
        account.ifPresent(each -> uri.queryParam("account", each.value()));
        before.ifPresent(each -> uri.queryParam("before", each));
        return uri.encode().toUriString();
    }

    private static Optional<View> view(String name) {
        return Arrays.stream(View.values()).filter(each -> each.name().equalsIgnoreCase(name)).findFirst();
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException mistyped) {
            return Optional.empty();
        }
    }
}
