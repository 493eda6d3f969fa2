package io.crossdock.experience.console;

import io.crossdock.platform.maps.MapChoice;
import io.crossdock.process.replay.ReplayPlan;
import io.crossdock.process.replay.ReplayScope;
import io.crossdock.process.replay.Replays.Outcome;
import io.crossdock.process.replay.Replays;
import io.crossdock.process.story.Wording;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Replays: what would be done again, line by line, an approval of exactly that, and how far it is. */
@Controller
class ReplayPages {

    private static final String HERE = "/console/replays";
    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?Z");
    private static final int PAGE = 50;
    private static final int TEXT_MAX = 200;

    private final Frames frames;
    private final Replays replays;

    ReplayPages(Frames frames, Replays replays) {
        this.frames = frames;
        this.replays = replays;
    }

    /** @param entered what was asked for; @param fault what is wrong with that */
    record Listing(List<ReplayPlan> plans, Map<String, String> entered, Optional<String> fault, Optional<String> more) {

        public String value(String field) {
            return entered.getOrDefault(field, "");
        }
    }

    /**
     * A plan.
     *
     * @param changed what has changed since it was looked at: nothing of it was done
     * @param more    the next page of lines; empty at the end
     */
    record Showing(ReplayPlan plan, List<ReplayPlan.Item> items, List<String> changed, Optional<String> fault,
            Optional<String> more) {

        public boolean running() {
            return plan.state() == ReplayPlan.State.RUNNING;
        }

        public boolean planned() {
            return plan.state() == ReplayPlan.State.PLANNED;
        }
    }

    /** What a plan is about, its times as all pages tell them. */
    public static String scope(ReplayPlan plan, Wording words) {
        return INSTANT.matcher(plan.scope()).replaceAll(found -> Matcher.quoteReplacement(
                words.time(Instant.parse(found.group()))));
    }

    /** What a line would do, in a word. */
    public static String action(ReplayPlan.Action action) {
        return switch (action) {
            case SKIP -> "skip";
            case REPEAT -> "repeat";
            case COMPENSATE -> "undo";
            case BY_HAND -> "by hand";
            case FENCED -> "fenced";
        };
    }

    @GetMapping(HERE)
    ModelAndView list(HttpServletRequest request, @RequestParam Map<String, String> entered) {
        return listed(request, entered, Optional.empty());
    }

    private ModelAndView listed(HttpServletRequest request, Map<String, String> entered, Optional<String> fault) {
        List<ReplayPlan> plans = replays.plans(Optional.ofNullable(entered.get("before")).flatMap(LedgerPages::id), PAGE);
        Listing listing = new Listing(plans, entered, fault, plans.size() < PAGE ? Optional.empty()
                : Optional.of(HERE + "?before=" + plans.getLast().id()));
        return frames.page("replays", frames.frame(request, "Replays", "replays"), Map.of("listing", listing));
    }

    @PostMapping(HERE)
    ModelAndView plan(HttpServletRequest request, @RequestParam Map<String, String> entered) {
        ZoneId zone = frames.words().zone();
        Optional<ReplayScope> scope = scope(entered, zone);
        if (scope.isEmpty()) {
            return listed(request, entered, Optional.of("Say one of an order, a message, a system, or a time with its "
                    + "beginning and its end, such as 2026-11-21T09:30 in " + zone.getId().replace('_', ' ')
                    + "; a time may be narrowed to a system."));
        }
        return switch (replays.plan(scope.get(), "recorded".equals(entered.get("maps"))
                ? MapChoice.RECORDED : MapChoice.CURRENT, who(request))) {
            case Outcome.Stands(ReplayPlan plan) -> new ModelAndView("redirect:" + HERE + "/" + plan.id());
            case Outcome.TooMuch() -> listed(request, entered, Optional.of("That is more than " + ReplayPlan.LINES_MOST
                    + " lines: take a shorter time, and then the next."));
            case Outcome.Nothing _, Outcome.Stale _, Outcome.OtherPlan _ ->
                listed(request, entered, Optional.of("There is nothing to replay in that."));
        };
    }

    private static Optional<ReplayScope> scope(Map<String, String> entered, ZoneId zone) {
        Optional<String> order = text(entered, "order");
        Optional<String> message = text(entered, "message");
        Optional<String> system = text(entered, "system");
        Optional<Instant> from = text(entered, "from").flatMap(ReplayPages::time)
                .map(time -> time.atZone(zone).withEarlierOffsetAtOverlap().toInstant());
        Optional<Instant> to = text(entered, "to").flatMap(ReplayPages::time)
                .map(time -> time.atZone(zone).withLaterOffsetAtOverlap().toInstant());
        boolean window = text(entered, "from").isPresent() || text(entered, "to").isPresent();
        int scopes = (order.isPresent() ? 1 : 0) + (message.isPresent() ? 1 : 0)
                + (window || system.isPresent() ? 1 : 0);
        if (scopes != 1) {
            return Optional.empty();
        } else if (window) {
            return from.flatMap(begin -> to.filter(begin::isBefore)
                    .map(end -> new ReplayScope.OfWindow(begin, end, system)));
        }
        return order.<ReplayScope>map(ReplayScope.OfOrder::new)
                .or(() -> message.flatMap(LedgerPages::id).map(ReplayScope.OfMessage::new))
                .or(() -> system.map(ReplayScope.OfSystem::new));
    }

    private static Optional<String> text(Map<String, String> entered, String field) {
        return Optional.ofNullable(entered.get(field)).map(String::strip)
                .filter(text -> !text.isEmpty() && text.length() <= TEXT_MAX);
    }

    /** By the clock on the wall: an hour that comes twice is in both of its turns. */
    private static Optional<LocalDateTime> time(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text));
        } catch (DateTimeParseException mistyped) {
            return Optional.empty();
        }
    }

    private static String who(HttpServletRequest request) {
        return "user:" + request.getRemoteUser();
    }

    @GetMapping(HERE + "/{id:[0-9a-f-]{36}}")
    ModelAndView show(HttpServletRequest request, @PathVariable UUID id,
            @RequestParam(required = false) Optional<Integer> after) {
        return showing(request, plan(id), after.filter(each -> each > 0 && each < ReplayPlan.LINES_MOST).orElse(0),
                List.of(), Optional.empty());
    }

    private ReplayPlan plan(UUID id) {
        return replays.plan(id).orElseThrow(() -> new NotHere("There is no such plan. Plans that nobody approves are "
                + "forgotten after a week."));
    }

    private ModelAndView showing(HttpServletRequest request, ReplayPlan plan, int after, List<String> changed,
            Optional<String> fault) {
        List<ReplayPlan.Item> items = replays.items(plan.id(), Optional.empty(), after, PAGE + 1);
        List<ReplayPlan.Item> page = items.subList(0, Math.min(PAGE, items.size()));
        Showing showing = new Showing(plan, page, changed, fault, items.size() > PAGE ? Optional.of(HERE + "/" + plan.id()
                + "?after=" + page.getLast().ordinal()) : Optional.empty());
        return frames.page("replay-plan", frames.frame(request, "Replay of " + scope(plan, frames.words()),
                "replays"),
                Map.of("showing", showing));
    }

    @PostMapping(HERE + "/{id:[0-9a-f-]{36}}")
    ModelAndView approve(HttpServletRequest request, RedirectAttributes redirect, @PathVariable UUID id,
            @RequestParam String hash, @RequestParam String why) {
        String reason = why.strip();
        if (reason.isEmpty() || reason.length() > TEXT_MAX) {
            return showing(request, plan(id), 0, List.of(), Optional.of("Please say why, in at most " + TEXT_MAX
                    + " characters."));
        }
        return switch (replays.approve(id, hash, who(request), reason)) {
            case Outcome.Stands(ReplayPlan plan) -> {
                redirect.addFlashAttribute(Frames.SAID, plan.approval().filter(each -> each.who().equals(who(request)))
                        .map(each -> "Approved: it is done behind live work, once.")
                        .orElse("It had been approved already; nothing more is done."));
                yield new ModelAndView("redirect:" + HERE + "/" + plan.id());
            }
            case Outcome.Stale(List<String> changed, ReplayPlan fresh) -> showing(request, fresh, 0, changed,
                    Optional.of("Nothing was done: what you looked at has changed since. This is what would be done now."));
            case Outcome.OtherPlan(ReplayPlan plan) -> showing(request, plan, 0, List.of(),
                    Optional.of("Nothing was done: that was another plan."));
            case Outcome.Nothing _, Outcome.TooMuch _ -> throw new NotHere("There is no such plan.");
        };
    }
}
