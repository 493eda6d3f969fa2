package io.crossdock.experience.console;

import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.journal.Journal;
import io.crossdock.process.story.EffectWords;
import io.crossdock.process.story.Exceptions;
import io.crossdock.process.story.Fix;
import io.crossdock.process.story.OpenException;
import io.crossdock.process.story.Stories;
import io.crossdock.process.story.Wording;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Asks once, saying what will happen, and then does it in the name of who is logged in. */
@Controller
class FixPages {

    private static final int TEXT_MAX = 200;

    private final Frames frames;
    private final Stories stories;
    private final Exceptions exceptions;
    private final Ledgers ledgers;

    /** Where fixes are written. */
    @Component
    record Ledgers(Effects effects, Journal journal) {
    }

    FixPages(Frames frames, Stories stories, Exceptions exceptions, Ledgers ledgers) {
        this.frames = frames;
        this.stories = stories;
        this.exceptions = exceptions;
        this.ledgers = ledgers;
    }

    /**
     * A question.
     *
     * @param what   what it is about
     * @param about  whose order, and what it is worth
     * @param heard  what the other system said last
     * @param field  what has to be entered; empty: nothing
     * @param action where the answer goes
     * @param back   where to go instead
     */
    record Question(String what, Optional<String> about, Optional<String> heard, Fix fix, Optional<Field> field,
            String action, String back, Optional<String> fault) {
    }

    /** Something to enter. */
    record Field(String name, String label, String hint) {
    }

    @GetMapping("/console/effects/{id}/{fix:resend|confirm|skip}")
    ModelAndView ask(HttpServletRequest request, @PathVariable UUID id, @PathVariable String fix) {
        return ask(request, id, fix, Optional.empty());
    }

    private ModelAndView ask(HttpServletRequest request, UUID id, String name, Optional<String> fault) {
        Effect effect = ledgers.effects().effect(id).orElseThrow(() -> new NotHere("There is no effect " + id + "."));
        Optional<Fix> fix = exceptions.fixes(effect).stream().filter(each -> name(each).equals(name)).findFirst();
        if (fix.isEmpty()) {
            throw new NotHere("There is nothing to decide any more: " + EffectWords.thing(effect) + " is "
                    + effect.state().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + ".");
        }
        Question question = new Question(EffectWords.task(effect, stories.names()), about(effect), effect.reason(),
                fix.get(), field(name), "/console/effects/" + id + "/" + name, "/console/exceptions", fault);
        return frames.page("question", frames.frame(request, fix.get().label(), "exceptions"),
                Map.of("question", question));
    }

    private Optional<String> about(Effect effect) {
        return LedgerPages.order(effect.orderingKey()).or(() -> LedgerPages.order(effect.businessKey()))
                .flatMap(stories::story).map(story -> story.order().number() + " for " + story.customer() + ", "
                        + Wording.money(story.order().total(), story.order().currency()));
    }

    private static String name(Fix fix) {
        return switch (fix) {
            case Fix.Resend resend -> "resend";
            case Fix.Confirm confirm -> "confirm";
            case Fix.Skip skip -> "skip";
            case Fix.Release release -> "release";
            case Fix.TakeTheirs take -> "take";
            case Fix.Mend mend -> "take";
            case Fix.KeepOurs keep -> "keep";
            case Fix.Review review -> "review";
            case Fix.Resume resume -> "resume";
        };
    }

    private static Optional<Field> field(String fix) {
        return switch (fix) {
            case "confirm" -> Optional.of(new Field("text", "Its number there", "As you see it at the other system, "
                    + "for example E-500001."));
            case "skip" -> Optional.of(new Field("text", "Why", "In a sentence; it is kept with your name."));
            default -> Optional.empty();
        };
    }

    @PostMapping("/console/effects/{id}/{fix:resend|confirm|skip}")
    ModelAndView decide(HttpServletRequest request, RedirectAttributes redirect, @PathVariable UUID id,
            @PathVariable String fix, @RequestParam(required = false) Optional<String> text) {
        String entered = text.map(String::strip).orElse("");
        if (field(fix).isPresent() && (entered.isEmpty() || entered.length() > TEXT_MAX)) {
            return ask(request, id, fix, Optional.of(entered.isEmpty() ? "Please fill this in."
                    : "At most " + TEXT_MAX + " characters, please."));
        }
        String who = "user:" + request.getRemoteUser();
        Optional<Effect> decided = switch (fix) {
            case "resend" -> ledgers.effects().retry(id, who);
            case "confirm" -> ledgers.effects().confirm(id, entered, who);
            default -> ledgers.effects().skip(id, entered, who);
        };
        redirect.addFlashAttribute(Frames.SAID, decided.map(effect -> said(effect, fix))
                .orElse("Nothing was changed: it had moved on in the meantime."));
        frames.recount();
        return new ModelAndView("redirect:" + decided.flatMap(effect -> LedgerPages.order(effect.orderingKey()))
                .map(order -> "/console/orders/" + order).orElse("/console/exceptions"));
    }

    private String said(Effect effect, String fix) {
        String target = stories.names().of(effect.target());
        String thing = EffectWords.thing(effect);
        return switch (fix) {
            case "resend" -> "On its way again: " + thing + " to " + target + ".";
            case "confirm" -> "Noted: " + thing + " is done at " + target + " as "
                    + effect.reference().orElse("confirmed") + ".";
            default -> "Noted: " + thing + " will not be sent to " + target + ".";
        };
    }

    @GetMapping("/console/facts/{position:[0-9]{1,18}}/release")
    ModelAndView askRelease(HttpServletRequest request, @PathVariable long position, @RequestParam String subscription) {
        OpenException parked = exceptions.open().stream()
                .filter(each -> each.links().fact().filter(at -> at == position).isPresent()).findFirst()
                .orElseThrow(() -> new NotHere("It is not waiting any more: it was digested in the meantime."));
        Fix fix = parked.fixes().getFirst();
        return frames.page("question", frames.frame(request, fix.label(), "exceptions"), Map.of("question",
                new Question(parked.sentence(), Optional.empty(), Optional.empty(), fix, Optional.empty(),
                        "/console/facts/" + position + "/release?subscription=" + java.net.URLEncoder.encode(subscription,
                                java.nio.charset.StandardCharsets.UTF_8),
                        "/console/exceptions", Optional.empty())));
    }

    @PostMapping("/console/facts/{position:[0-9]{1,18}}/release")
    String release(RedirectAttributes redirect, @PathVariable long position, @RequestParam String subscription) {
        boolean released = ledgers.journal().release(subscription, position);
        redirect.addFlashAttribute(Frames.SAID, released ? "It is being read again. If it stops again, it comes back here "
                + "within a moment." : "Nothing was changed: it had moved on in the meantime.");
        frames.recount();
        return "redirect:/console/exceptions";
    }
}
