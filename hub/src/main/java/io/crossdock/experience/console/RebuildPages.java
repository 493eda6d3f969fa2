package io.crossdock.experience.console;

import io.crossdock.experience.subscriptions.Rebuild;
import io.crossdock.experience.subscriptions.Rebuilds;
import io.crossdock.experience.subscriptions.Rebuilds.Asked;
import io.crossdock.experience.subscriptions.Subscribers;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Fills a read side again: what has happened is told again to one subscription, and how far that is. */
@Controller
class RebuildPages {

    private static final String HERE = "/console/subscriptions/{name}/rebuild";
    private static final int TEXT_MAX = 200;

    private final Frames frames;
    private final Subscribers subscribers;
    private final Rebuilds rebuilds;

    RebuildPages(Frames frames, Subscribers subscribers, Rebuilds rebuilds) {
        this.frames = frames;
        this.subscribers = subscribers;
        this.rebuilds = rebuilds;
    }

    /**
     * @param from    as it was entered
     * @param planned what there is to read
     * @param said    why there is no plan
     */
    record View(String name, String from, String to, Optional<Asked.Planned> planned, Optional<String> said,
            List<Rebuild> rebuilds) {

        public boolean running() {
            return rebuilds.stream().anyMatch(each -> each.state() == Rebuild.State.RUNNING);
        }
    }

    @GetMapping(HERE)
    ModelAndView show(HttpServletRequest request, @PathVariable String name, @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to) {
        known(name);
        if (from.isBlank() && to.isBlank()) {
            return page(request, name, from, to, Optional.empty(), Optional.empty());
        }
        Optional<Instant> begin = instant(from);
        Optional<Instant> end = instant(to).filter(each -> begin.filter(each::isAfter).isPresent());
        if (end.isEmpty()) {
            return page(request, name, from, to, Optional.empty(), Optional.of(
                    "Say a beginning and an end after it, such as 2026-11-21T09:30:00Z."));
        }
        Asked asked = rebuilds.plan(name, begin.orElseThrow(), end.get());
        return asked instanceof Asked.Planned planned
                ? page(request, name, from, to, Optional.of(planned), Optional.empty())
                : page(request, name, from, to, Optional.empty(), Optional.of(said(asked, name)));
    }

    private ModelAndView page(HttpServletRequest request, String name, String from, String to,
            Optional<Asked.Planned> planned, Optional<String> said) {
        return frames.page("rebuild", frames.frame(request, "Tell " + name + " again", "subscriptions"),
                Map.of("view", new View(name, from, to, planned, said, rebuilds.of(name))));
    }

    private void known(String name) {
        if (subscribers.one(name).isEmpty()) {
            throw new NotHere("There is no subscription " + name + ".");
        }
    }

    @PostMapping(HERE)
    String begin(HttpServletRequest request, RedirectAttributes redirect, @PathVariable String name,
            @RequestParam String from, @RequestParam String to, @RequestParam long facts, @RequestParam String why) {
        known(name);
        Optional<Instant> begin = instant(from);
        Optional<Instant> end = instant(to);
        String reason = why.strip();
        if (begin.isEmpty() || end.isEmpty() || reason.isEmpty() || reason.length() > TEXT_MAX) {
            redirect.addFlashAttribute(Frames.SAID, "Nothing was begun: please say why, in at most " + TEXT_MAX
                    + " characters.");
        } else {
            redirect.addFlashAttribute(Frames.SAID, said(rebuilds.begin(name, begin.get(), end.get(), facts,
                    "user:" + request.getRemoteUser(), reason), name));
        }
        return "redirect:/console/subscriptions/" + name + "/rebuild";
    }

    @PostMapping(HERE + "/{id:[0-9a-f-]{36}}/stop")
    String stop(RedirectAttributes redirect, @PathVariable String name, @PathVariable UUID id) {
        known(name);
        boolean stopped = rebuilds.one(id).map(Rebuild::subscription).filter(name::equals).isPresent()
                && rebuilds.stop(id);
        redirect.addFlashAttribute(Frames.SAID, stopped ? "Stopped: nothing more is read. What is on its way goes on."
                : "It had ended already.");
        return "redirect:/console/subscriptions/" + name + "/rebuild";
    }

    private static String said(Asked asked, String name) {
        return switch (asked) {
            case Asked.Planned plan -> plan.facts() + " facts would be read.";
            case Asked.Begun(Rebuild rebuild) -> "Begun: " + rebuild.facts() + " facts are read for " + name
                    + ", behind what is new. No other system is called.";
            case Asked.UnderWay(Rebuild other) -> "Nothing was begun: another one is under way, at " + other.percent()
                    + " %.";
            case Asked.Stale(long facts) -> "Nothing was begun: by now there are " + facts + " facts. Please look again.";
            case Asked.Nothing() -> "Nothing that is told to anybody happened in that time.";
            case Asked.Unknown() -> "There is no subscription " + name + ".";
        };
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text.strip()));
        } catch (DateTimeParseException mistyped) {
            return Optional.empty();
        }
    }
}
