package io.crossdock.experience.console;

import io.crossdock.experience.subscriptions.ReplayPlan;
import io.crossdock.experience.subscriptions.Subscribers;
import io.crossdock.experience.subscriptions.Subscribers.Replay;
import io.crossdock.experience.subscriptions.SubscriptionState;
import io.crossdock.process.story.Wording;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who is told what, and how does it go? */
@Controller
class SubscriptionsPage {

    private static final String HERE = "/console/subscriptions";

    private final Frames frames;
    private final Subscribers subscribers;
    private final Clock clock;

    SubscriptionsPage(Frames frames, Subscribers subscribers, Clock clock) {
        this.frames = frames;
        this.subscribers = subscribers;
        this.clock = clock;
    }

    record View(List<SubscriptionState> subscriptions) {
    }

    /** A stretch of time to deliver again. */
    record Window(String label, int hours) {
    }

    /** @param fault why there is no plan */
    record Question(SubscriptionState subscription, int hours, List<Window> windows, Optional<ReplayPlan> plan,
            Optional<String> fault) {
    }

    private static final List<Window> WINDOWS = List.of(new Window("the last hour", 1), new Window("the last 4 hours", 4),
            new Window("the last day", 24), new Window("the last 3 days", 72), new Window("the last week", 168));

    @GetMapping(HERE)
    ModelAndView show(HttpServletRequest request) {
        return frames.page("subscriptions", frames.frame(request, "Subscriptions", "subscriptions"),
                Map.of("view", new View(subscribers.all())));
    }

    @PostMapping(HERE + "/{name}/{action:pause|resume|test}")
    String act(HttpServletRequest request, RedirectAttributes redirect, @PathVariable String name,
            @PathVariable String action) {
        boolean done = switch (action) {
            case "pause" -> subscribers.pause(name, who(request));
            case "resume" -> subscribers.resume(name);
            default -> subscribers.test(name, who(request)).isPresent();
        };
        redirect.addFlashAttribute(Frames.SAID, !done ? "Nothing was changed: " + name + " has no lane yet."
                : switch (action) {
                    case "pause" -> "Paused: what happens waits for " + name + " until it is resumed.";
                    case "resume" -> "Resumed: what waits for " + name + " is on its way.";
                    default -> "A test event is on its way to " + name + ".";
                });
        return "redirect:" + HERE;
    }

    @GetMapping(HERE + "/{name}/replay")
    ModelAndView ask(HttpServletRequest request, @PathVariable String name, @RequestParam(defaultValue = "1") int hours) {
        SubscriptionState subscription = subscribers.one(name)
                .orElseThrow(() -> new NotHere("There is no subscription " + name + "."));
        int window = Math.clamp(hours, 1, WINDOWS.getLast().hours());
        Instant to = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Replay replay = subscribers.plan(name, to.minus(Duration.ofHours(window)), to);
        Optional<ReplayPlan> plan = replay instanceof Replay.Planned(ReplayPlan found) ? Optional.of(found)
                : Optional.empty();
        return frames.page("replay", frames.frame(request, "Replay " + name, "subscriptions"), Map.of("question",
                new Question(subscription, window, WINDOWS, plan, plan.isPresent() ? Optional.empty()
                        : Optional.of(said(replay, name)))));
    }

    @PostMapping(HERE + "/{name}/replay")
    String replay(HttpServletRequest request, RedirectAttributes redirect, @PathVariable String name,
            @RequestParam String from, @RequestParam String to, @RequestParam String plan) {
        Replay replay;
        try {
            replay = subscribers.replay(name, Instant.parse(from), Instant.parse(to), plan, who(request));
        } catch (DateTimeParseException altered) {
            throw new NotHere("There is no such plan.");
        }
        redirect.addFlashAttribute(Frames.SAID, said(replay, name));
        return "redirect:" + HERE;
    }

    private static String said(Replay replay, String name) {
        return switch (replay) {
            case Replay.Planned(ReplayPlan plan) -> Wording.count(plan.events(), "event") + " would be delivered.";
            case Replay.Begun(ReplayPlan plan) -> Wording.count(plan.events(), "event") + " on the way to " + name
                    + " again, after what is new. No other system is called.";
            case Replay.Stale(ReplayPlan now) -> "Nothing was sent: the plan was carried out already, or is not what would "
                    + "happen now. Please look at it again.";
            case Replay.Nothing() -> "Nothing that happened in that time is for " + name + ".";
            case Replay.TooMuch() -> "More than " + Subscribers.REPLAY_MAX + " facts lie in that time: take a shorter one. "
                    + "The API replays any window.";
            case Replay.Unknown() -> "There is no subscription " + name + ".";
        };
    }

    private static String who(HttpServletRequest request) {
        return "user:" + request.getRemoteUser();
    }
}
