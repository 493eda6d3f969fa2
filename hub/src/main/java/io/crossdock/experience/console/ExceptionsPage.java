package io.crossdock.experience.console;

import io.crossdock.platform.landscape.Attention.Domain;
import io.crossdock.platform.landscape.Attention.Kind;
import io.crossdock.process.repairs.Remedy;
import io.crossdock.process.repairs.Repairs;
import io.crossdock.process.story.ExceptionFilter;
import io.crossdock.process.story.Exceptions;
import io.crossdock.process.story.OpenException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/** What needs a person, by cause, the worst first. */
@Controller
class ExceptionsPage {

    static final String HERE = "/console/exceptions";
    private static final int GROUPS = 20;
    /** So many of a cause are shown among others; all of them where the cause is alone. */
    private static final int MEMBERS = 5;
    private static final int MEMBERS_ALONE = 50;
    private static final Map<String, Duration> AGES = ages();

    private final Frames frames;
    private final Exceptions exceptions;
    private final Repairs repairs;

    ExceptionsPage(Frames frames, Exceptions exceptions, Repairs repairs) {
        this.frames = frames;
        this.exceptions = exceptions;
        this.repairs = repairs;
    }

    private static Map<String, Duration> ages() {
        Map<String, Duration> ages = new LinkedHashMap<>();
        ages.put("", Duration.ZERO);
        ages.put("1h", Duration.ofHours(1));
        ages.put("1d", Duration.ofDays(1));
        ages.put("7d", Duration.ofDays(7));
        return ages;
    }

    /** A link that narrows or widens the list. */
    record Choice(String label, String href, boolean chosen) {
    }

    /**
     * A cause with its fixes.
     *
     * @param shown of its members
     * @param alone all of them are on this page; otherwise the link leads there
     */
    record Card(Exceptions.Group group, List<OpenException> shown, List<Remedy> remedies, String alone, boolean late) {

        public int hidden() {
            return group.members().size() - shown.size();
        }

        public String href(Remedy remedy) {
            return UriComponentsBuilder.fromPath("/console/fixes/new").queryParam("cluster", "{cluster}")
                    .queryParam("fix", remedy.name()).encode().buildAndExpand(group.cause()).toUriString();
        }
    }

    /**
     * Business refusals stand apart from system faults.
     *
     * @param count of all that fit
     * @param more  the next page; empty at the end
     */
    record View(List<Card> business, List<Card> system, int count, int causes, Optional<OpenException.Stake> atRisk,
            List<List<Choice>> choices, boolean narrowed, Optional<String> more) {
    }

    /** How the list is narrowed; blank: not. */
    private record Narrow(String kind, String owner, String age, String late, String cluster) {

        static Narrow of(Map<String, String> in) {
            return new Narrow(in.getOrDefault("kind", ""), in.getOrDefault("owner", ""), in.getOrDefault("age", ""),
                    in.getOrDefault("late", ""), in.getOrDefault("cluster", ""));
        }

        boolean any() {
            return !(kind + owner + age + late + cluster).isEmpty();
        }

        Narrow kind(String other) {
            return new Narrow(other, owner, age, late, "");
        }

        Narrow owner(String other) {
            return new Narrow(kind, other, age, late, "");
        }

        Narrow age(String other) {
            return new Narrow(kind, owner, other, late, "");
        }

        Narrow late(String other) {
            return new Narrow(kind, owner, age, other, "");
        }

        Narrow cluster(String other) {
            return new Narrow(kind, owner, age, late, other);
        }

        ExceptionFilter filter(Instant now) {
            return new ExceptionFilter(text(owner), Kind.of(kind), text(cluster),
                    Optional.ofNullable(AGES.get(age)).filter(least -> !least.isZero()).map(now::minus),
                    late.isEmpty() ? Optional.empty() : Optional.of(true));
        }

        private static Optional<String> text(String value) {
            return Optional.of(value).filter(each -> !each.isEmpty());
        }

        String href(int from) {
            UriComponentsBuilder uri = UriComponentsBuilder.fromPath(HERE);
            Map<String, String> all = new LinkedHashMap<>();
            all.put("kind", kind);
            all.put("owner", owner);
            all.put("age", age);
            all.put("late", late);
            all.put("cluster", cluster);
            all.put("from", from == 0 ? "" : String.valueOf(from));
            all.values().removeIf(String::isEmpty);
            all.keySet().forEach(name -> uri.queryParam(name, "{" + name + "}"));
            return uri.encode().buildAndExpand(all).toUriString();
        }
    }

    @GetMapping(HERE)
    ModelAndView show(HttpServletRequest request, @RequestParam Map<String, String> parameters) {
        Narrow narrow = Narrow.of(parameters);
        Instant now = frames.words().now();
        List<Exceptions.Group> groups = exceptions.groups(frames.open(request), narrow.filter(now));
        int from = from(parameters, groups.size());
        List<OpenException> all = groups.stream().flatMap(group -> group.members().stream()).toList();
        int members = narrow.cluster().isEmpty() ? MEMBERS : MEMBERS_ALONE;
        List<Card> cards = groups.stream().skip(from).limit(GROUPS).map(group -> new Card(group,
                group.members().stream().limit(members).toList(), remedies(group),
                narrow.cluster(group.cause()).href(0), group.due().at().isBefore(now))).toList();
        View view = new View(of(cards, OpenException.Family.BUSINESS), of(cards, OpenException.Family.SYSTEM), all.size(),
                groups.size(), Exceptions.sum(all), choices(narrow), narrow.any(), groups.size() > from + GROUPS
                        ? Optional.of(narrow.href(from + GROUPS)) : Optional.empty());
        return frames.page("exceptions", frames.frame(request, "Exceptions", "exceptions"), Map.of("view", view));
    }

    /** A fix for one of several stands beside each of them. */
    private List<Remedy> remedies(Exceptions.Group group) {
        return repairs.remedies(group.cause(), group.members()).stream()
                .filter(remedy -> !remedy.forOne() || group.members().size() == 1).toList();
    }

    private static int from(Map<String, String> parameters, int groups) {
        String text = parameters.getOrDefault("from", "0");
        return text.matches("[0-9]{1,6}") ? Math.min(Integer.parseInt(text), groups) : 0;
    }

    private static List<Card> of(List<Card> cards, OpenException.Family family) {
        return cards.stream().filter(card -> card.group().family() == family).toList();
    }

    private List<List<Choice>> choices(Narrow now) {
        List<Choice> kinds = new ArrayList<>(List.of(new Choice("Everything", now.kind("").href(0), now.kind().isEmpty())));
        for (Kind kind : Kind.values()) {
            kinds.add(new Choice(kind.title(), now.kind(kind.key()).href(0), now.kind().equals(kind.key())));
        }
        List<Choice> owners = new ArrayList<>(List.of(new Choice("Anybody's", now.owner("").href(0),
                now.owner().isEmpty())));
        for (Domain domain : Domain.values()) {
            String owner = frames.owner(domain);
            owners.add(new Choice(owner, now.owner(owner).href(0), now.owner().equals(owner)));
        }
        List<Choice> ages = List.of(age(now, "", "Any age"), age(now, "1h", "Older than an hour"),
                age(now, "1d", "Older than a day"), age(now, "7d", "Older than a week"));
        List<Choice> late = List.of(new Choice("In time or late", now.late("").href(0), now.late().isEmpty()),
                new Choice("Only what is late", now.late("yes").href(0), !now.late().isEmpty()));
        return List.of(kinds, owners, ages, late);
    }

    private static Choice age(Narrow now, String age, String label) {
        return new Choice(label, now.age(age).href(0), now.age().equals(age));
    }
}
