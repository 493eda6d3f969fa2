package io.crossdock.experience.console;

import io.crossdock.canonical.Return;
import io.crossdock.canonical.Return.State;
import io.crossdock.canonical.ReturnNumber;
import io.crossdock.platform.gateway.Correlation;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.process.returns.ReturnAnswer;
import io.crossdock.process.returns.ReturnQuery;
import io.crossdock.process.returns.Returns;
import io.crossdock.process.story.Entry;
import io.crossdock.process.story.Finder;
import io.crossdock.process.story.Stories;
import io.crossdock.process.story.Story;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What comes back, what waits for a yes or no, and what was given back for it. */
@Controller
class ReturnsPage {

    private static final int PAGE = 50;
    private static final int WHY_MAX = 200;

    private final Frames frames;
    private final Returns returns;
    private final Finder finder;
    private final Stories stories;

    ReturnsPage(Frames frames, Returns returns, Finder finder, Stories stories) {
        this.frames = frames;
        this.returns = returns;
        this.finder = finder;
        this.stories = stories;
    }

    /** A link that narrows the list. */
    record Choice(String label, String href, boolean chosen) {
    }

    record Row(Return back, String customer) {
    }

    /** @param older the next page */
    record Listing(List<Choice> choices, List<Row> rows, Optional<String> older, boolean narrowed) {
    }

    /** @param steps what happened to it, oldest first */
    record View(Return back, String customer, List<Entry> steps) {
    }

    @GetMapping("/console/returns")
    ModelAndView list(HttpServletRequest request, @RequestParam(required = false) Optional<String> state,
            @RequestParam(required = false) Optional<String> after) {
        Optional<State> chosen = state.flatMap(State::of);
        List<Return> found = returns.list(ReturnQuery.of(chosen, after.flatMap(ReturnNumber::parse), PAGE + 1));
        List<Return> page = found.subList(0, Math.min(PAGE, found.size()));
        Map<String, String> customers = page.stream().map(Return::account).distinct()
                .collect(Collectors.toMap(account -> account.value(), finder::customer));
        List<Choice> choices = new ArrayList<>(List.of(new Choice("All", "/console/returns", chosen.isEmpty())));
        for (State each : State.values()) {
            choices.add(new Choice(words(each), "/console/returns?state=" + each.label(), chosen.equals(Optional.of(each))));
        }
        Optional<String> older = found.size() <= PAGE ? Optional.empty() : Optional.of("/console/returns?"
                + chosen.map(each -> "state=" + each.label() + "&").orElse("") + "after=" + page.getLast().number());
        return frames.page("returns", frames.frame(request, "Returns", "returns"), Map.of("listing", new Listing(choices,
                page.stream().map(back -> new Row(back, customers.getOrDefault(back.account().value(), ""))).toList(), older,
                chosen.isPresent() || after.isPresent())));
    }

    /** How a return stands, in business words. */
    static String words(State state) {
        return switch (state) {
            case REQUESTED -> "Waits for a yes or no";
            case AUTHORISED -> "Goods may come";
            case RECEIVED -> "Goods are here";
            case INSPECTED -> "Credit under way";
            case CREDITED -> "Credited";
            case CREDIT_REFUSED -> "Credit refused";
            case REFUSED -> "Refused";
            case CANCELLED -> "Cancelled by the buyer";
            case LAPSED -> "Goods did not come";
        };
    }

    /** The look of its chip. */
    static String look(State state) {
        return switch (state) {
            case REQUESTED -> "waiting";
            case AUTHORISED, RECEIVED, INSPECTED -> "flowing";
            case CREDITED -> "done";
            case CREDIT_REFUSED, REFUSED -> "refused";
            case CANCELLED, LAPSED -> "quiet";
        };
    }

    @GetMapping("/console/returns/{number}")
    ModelAndView show(HttpServletRequest request, @PathVariable String number) {
        Return back = find(number);
        List<Entry> steps = stories.story(back.order()).map(Story::timeline).stream()
                .flatMap(timeline -> timeline.entries().stream())
                .filter(entry -> entry.sentence().contains(back.number().value())).toList();
        return frames.page("return", frames.frame(request, back.number().value(), "returns"),
                Map.of("view", new View(back, finder.customer(back.account()), steps)));
    }

    private Return find(String number) {
        return ReturnNumber.parse(number).flatMap(returns::find)
                .orElseThrow(() -> new NotHere("There is no return " + number + "."));
    }

    @PostMapping("/console/returns/{number}/authorise")
    String authorise(HttpServletRequest request, RedirectAttributes said, @PathVariable String number) {
        Return back = find(number);
        return answered(said, back, returns.authorise(back.number(), origin(request)), "The goods may come.");
    }

    @PostMapping("/console/returns/{number}/refuse")
    String refuse(HttpServletRequest request, RedirectAttributes said, @PathVariable String number,
            @RequestParam String why) {
        Return back = find(number);
        String reason = why.strip();
        if (reason.isEmpty() || reason.length() > WHY_MAX) {
            said.addFlashAttribute(Frames.SAID, "Nothing was decided: a refusal needs a reason of at most " + WHY_MAX
                    + " characters, which the buyer reads.");
            return "redirect:/console/returns/" + back.number();
        }
        return answered(said, back, returns.refuse(back.number(), reason, origin(request)),
                "The return is refused: " + reason);
    }

    @PostMapping("/console/returns/{number}/settle")
    String settle(HttpServletRequest request, RedirectAttributes said, @PathVariable String number) {
        Return back = find(number);
        return answered(said, back, returns.settle(back.number(), origin(request)), "What came will be credited.");
    }

    private String answered(RedirectAttributes said, Return back, ReturnAnswer answer, String done) {
        said.addFlashAttribute(Frames.SAID, switch (answer) {
            case ReturnAnswer.Taken(Return taken, boolean repeated) -> repeated ? "Somebody has done that before." : done;
            case ReturnAnswer.Refused(var faults) -> "Nothing was decided: " + faults.getFirst().message();
            case ReturnAnswer.Conflict conflict -> "Nothing was decided.";
            case ReturnAnswer.Unknown unknown -> "There is no such return.";
        });
        frames.recount();
        return "redirect:/console/returns/" + back.number();
    }

    private Origin origin(HttpServletRequest request) {
        Correlation correlation = Correlation.current().orElseGet(() -> Correlation.begin(frames.words().now()));
        return new Origin(correlation.id(), Optional.empty(), "user:" + request.getRemoteUser(), correlation.traceparent());
    }
}
