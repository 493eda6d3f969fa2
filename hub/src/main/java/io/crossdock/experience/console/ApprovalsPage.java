package io.crossdock.experience.console;

import io.crossdock.platform.landscape.MasterData.Risk;
import io.crossdock.platform.stewardship.Change;
import io.crossdock.platform.stewardship.ChangeFilter;
import io.crossdock.platform.stewardship.Outcome;
import io.crossdock.platform.stewardship.Stewardship;
import io.crossdock.platform.stewardship.Stewardship.Seen;
import io.crossdock.platform.stewardship.Stewardship.Verdict;
import io.crossdock.process.story.Wording;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** Risky changes of master data: before and after, approved or declined with a reason. */
@Controller
class ApprovalsPage {

    private static final String HERE = "/console/master-data";
    private static final String EVERYTHING = "all";
    private static final int PAGE = 50;
    private static final int REASON_MAX = 200;
    private static final Map<String, String> STATES = states();
    private static final Map<String, Age> AGES = ages();

    private final Frames frames;
    private final Stewardship stewardship;

    ApprovalsPage(Frames frames, Stewardship stewardship) {
        this.frames = frames;
        this.stewardship = stewardship;
    }

    private static Map<String, String> states() {
        Map<String, String> states = new LinkedHashMap<>();
        states.put("", "Waiting");
        states.put("declined", "Declined");
        states.put("approved", "Approved");
        states.put("withdrawn", "Withdrawn");
        states.put(EVERYTHING, "Everything");
        return states;
    }

    private static Map<String, Age> ages() {
        Map<String, Age> ages = new LinkedHashMap<>();
        ages.put("", new Age("Any age", Duration.ZERO));
        ages.put("1h", new Age("Older than an hour", Duration.ofHours(1)));
        ages.put("1d", new Age("Older than a day", Duration.ofDays(1)));
        ages.put("7d", new Age("Older than a week", Duration.ofDays(7)));
        return ages;
    }

    private record Age(String label, Duration least) {
    }

    /** A link that narrows or widens the list. */
    record Choice(String label, String href, boolean chosen) {
    }

    /** Changes that are decided together; mostly one. */
    record Group(List<Change> changes) {

        /** What a tick means: these changes, as they are shown. */
        public String seen() {
            return changes.stream().map(each -> each.id() + ":" + each.digest()).collect(Collectors.joining(" "));
        }

        public String label() {
            return changes.stream().map(Change::key).collect(Collectors.joining(" and "));
        }

        public int lines() {
            return changes.stream().mapToInt(each -> each.differences().size()).sum();
        }
    }

    /**
     * @param open whether the list shows what waits
     * @param titles what a feed's rows are
     * @param more the next page; empty at the end
     */
    record View(List<Group> groups, List<List<Choice>> choices, boolean open, boolean narrowed, Map<String, String> titles,
            Optional<String> more) {

        public int changes() {
            return groups.stream().mapToInt(each -> each.changes().size()).sum();
        }

        public String title(Change change) {
            return titles.getOrDefault(change.feed(), change.feed());
        }
    }

    /** How the list is narrowed; blank: not. */
    private record Narrow(String state, String feed, String risk, String age) {

        static Narrow of(Map<String, String> in) {
            return new Narrow(in.getOrDefault("state", ""), in.getOrDefault("feed", ""), in.getOrDefault("risk", ""),
                    in.getOrDefault("age", ""));
        }

        boolean any() {
            return !(feed + risk + age).isEmpty();
        }

        String href(Optional<String> after) {
            UriComponentsBuilder uri = UriComponentsBuilder.fromPath(HERE);
            Map<String, String> all = new LinkedHashMap<>();
            all.put("state", state);
            all.put("feed", feed);
            all.put("risk", risk);
            all.put("age", age);
            after.ifPresent(each -> all.put("after", each));
            all.forEach((name, value) -> {
                if (!value.isEmpty()) {
                    uri.queryParam(name, value);
                }
            });
            return uri.encode().toUriString();
        }
    }

    @GetMapping(HERE)
    ModelAndView list(HttpServletRequest request, @RequestParam Map<String, String> parameters) {
        Narrow narrow = Narrow.of(parameters);
        Optional<Change.State> state = narrow.state().isEmpty() ? Optional.of(Change.State.OPEN)
                : Arrays.stream(Change.State.values()).filter(each -> each.label().equals(narrow.state())).findFirst();
        boolean open = state.filter(Change.State.OPEN::equals).isPresent();
        Wording words = frames.words();
        List<Change> found = stewardship.changes(new ChangeFilter(state,
                Optional.of(narrow.feed()).filter(each -> !each.isEmpty()),
                Arrays.stream(Risk.values()).filter(each -> each.key().equals(narrow.risk())).findFirst(),
                Optional.ofNullable(AGES.get(narrow.age())).filter(age -> !age.least().isZero())
                        .map(age -> words.now().minus(age.least())),
                Optional.ofNullable(parameters.get("after")).flatMap(LedgerPages::id), PAGE + 1));
        List<Change> page = found.subList(0, Math.min(PAGE, found.size()));
        Optional<String> more = found.size() > PAGE
                ? Optional.of(narrow.href(Optional.of(page.getLast().id().toString()))) : Optional.empty();
        View view = new View(open ? groups(page) : page.stream().map(each -> new Group(List.of(each))).toList(),
                choices(narrow, state), open, narrow.any(), stewardship.feeds(), more);
        return frames.page("approvals", frames.frame(request, "Master data", "master-data"), Map.of("view", view));
    }

    /** Each change with those it is decided together with, wherever in the list they stand. */
    private List<Group> groups(List<Change> page) {
        Set<UUID> taken = new HashSet<>();
        List<Group> groups = new ArrayList<>();
        for (Change change : page) {
            if (!taken.add(change.id())) {
                continue;
            }
            List<Change> group = new ArrayList<>(List.of(change));
            for (int i = 0; i < group.size() && group.size() < Stewardship.TOGETHER_MOST; i++) {
                stewardship.together(group.get(i)).stream().filter(each -> taken.add(each.id())).forEach(group::add);
            }
            group.sort(Comparator.comparing(Change::key));
            groups.add(new Group(group));
        }
        return groups;
    }

    private List<List<Choice>> choices(Narrow now, Optional<Change.State> state) {
        String shown = state.map(each -> each == Change.State.OPEN ? "" : each.label()).orElse(EVERYTHING);
        List<Choice> states = STATES.entrySet().stream().map(each -> new Choice(each.getValue(),
                new Narrow(each.getKey(), now.feed(), now.risk(), now.age()).href(Optional.empty()),
                each.getKey().equals(shown))).toList();
        List<Choice> feeds = new ArrayList<>();
        Map<String, String> titles = new LinkedHashMap<>(Map.of("", "All data"));
        titles.putAll(stewardship.feeds());
        titles.forEach((feed, title) -> feeds.add(new Choice(title,
                new Narrow(now.state(), feed, now.risk(), now.age()).href(Optional.empty()), feed.equals(now.feed()))));
        List<Choice> risks = Stream.concat(Stream.of(new Choice("Any risk",
                new Narrow(now.state(), now.feed(), "", now.age()).href(Optional.empty()), now.risk().isEmpty())),
                Arrays.stream(Risk.values()).map(risk -> new Choice(risk.title(),
                        new Narrow(now.state(), now.feed(), risk.key(), now.age()).href(Optional.empty()),
                        risk.key().equals(now.risk())))).toList();
        List<Choice> ages = AGES.entrySet().stream().map(each -> new Choice(each.getValue().label(),
                new Narrow(now.state(), now.feed(), now.risk(), each.getKey()).href(Optional.empty()),
                each.getKey().equals(now.age()))).toList();
        return List.of(states, feeds, risks, ages);
    }

    @PostMapping(HERE)
    String decide(HttpServletRequest request, RedirectAttributes redirect,
            @RequestParam(required = false, name = "change") Optional<List<String>> changes, @RequestParam String verdict,
            @RequestParam String reason) {
        List<Seen> seen = changes.orElse(List.of()).stream().flatMap(each -> Arrays.stream(each.split(" ")))
                .flatMap(each -> seen(each).stream()).distinct().toList();
        String why = reason.strip();
        Optional<Verdict> wanted = Arrays.stream(Verdict.values()).filter(each -> each.name().equalsIgnoreCase(verdict))
                .findFirst();
        String who = "user:" + request.getRemoteUser();
        redirect.addFlashAttribute(Frames.SAID, fault(seen, why, wanted).map(each -> "Nothing was changed: " + each)
                .orElseGet(() -> said(stewardship.decide(seen, wanted.orElseThrow(), who, why))));
        frames.recount();
        return "redirect:" + Optional.ofNullable(request.getQueryString()).map(query -> HERE + "?" + query).orElse(HERE);
    }

    private static Optional<Seen> seen(String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? Optional.empty()
                : LedgerPages.id(text.substring(0, colon)).map(id -> new Seen(id, text.substring(colon + 1)));
    }

    private static Optional<String> fault(List<Seen> seen, String why, Optional<Verdict> verdict) {
        if (seen.isEmpty() || verdict.isEmpty()) {
            return Optional.of("tick the changes that you decide about.");
        }
        if (seen.size() > Stewardship.TOGETHER_MOST) {
            return Optional.of("at most " + Stewardship.TOGETHER_MOST + " changes at once, please.");
        }
        return why.isEmpty() || why.length() > REASON_MAX
                ? Optional.of("a decision needs a reason of at most " + REASON_MAX + " characters.") : Optional.empty();
    }

    private static String said(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(List<Change> changes) -> changes.getFirst().state() == Change.State.APPROVED
                    ? "In force now: " + keys(changes) + "."
                    : "Declined: " + keys(changes) + " stays as it is until the source says something else.";
            case Outcome.Refused(List<Outcome.Reason> reasons) -> "Nothing was changed. "
                    + reasons.stream().map(Outcome.Reason::sentence).distinct().limit(5).collect(Collectors.joining(" "));
        };
    }

    private static String keys(List<Change> changes) {
        return changes.size() > 3 ? Wording.count(changes.size(), "change")
                : changes.stream().map(Change::key).collect(Collectors.joining(", "));
    }
}
