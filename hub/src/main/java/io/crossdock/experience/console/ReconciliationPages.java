package io.crossdock.experience.console;

import io.crossdock.process.reconciliation.Drift;
import io.crossdock.process.reconciliation.Finding;
import io.crossdock.process.reconciliation.Reconciliation;
import io.crossdock.process.reconciliation.Reconciliation.Decided;
import io.crossdock.process.reconciliation.Run;
import io.crossdock.process.reconciliation.RunFilter;
import io.crossdock.process.story.Exceptions;
import io.crossdock.process.story.Fix;
import io.crossdock.process.story.Stories;
import io.crossdock.process.story.Wording;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
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
import org.springframework.web.util.UriComponentsBuilder;

/** Does what we know agree with what the others say? */
@Controller
class ReconciliationPages {

    private static final String HERE = "/console/reconciliation";
    private static final int RUNS = 50;
    private static final int FINDINGS = 200;

    private final Frames frames;
    private final Reconciliation reconciliation;
    private final Says says;

    /** Puts drift into words. */
    @Component
    record Says(Exceptions exceptions, Stories stories) {
    }

    ReconciliationPages(Frames frames, Reconciliation reconciliation, Says says) {
        this.frames = frames;
        this.reconciliation = reconciliation;
        this.says = says;
    }

    /** A run as a row. */
    record Row(Run run, String what, String system) {
    }

    /** Drift as a row. */
    record Case(Drift drift, String system, List<Fix> fixes) {
    }

    /** A link that narrows or widens the list. */
    record Choice(String label, String href, boolean chosen) {
    }

    /** @param older the next page; empty at the end */
    record Overview(List<Case> cases, List<Choice> choices, List<Row> rows, Optional<String> older,
            Optional<String> newest) {
    }

    /** @param more the rest of the report; empty at the end */
    record Report(Row row, List<Finding> findings, Optional<String> more) {
    }

    @GetMapping(HERE)
    ModelAndView overview(HttpServletRequest request, @RequestParam(required = false) Optional<String> drifted,
            @RequestParam(required = false) Optional<String> after) {
        Optional<Boolean> only = drifted.filter("true"::equals).map(each -> true);
        List<Run> runs = reconciliation.runs(new RunFilter(Optional.empty(), Optional.empty(), only,
                after.flatMap(LedgerPages::id), RUNS + 1));
        List<Run> page = runs.subList(0, Math.min(RUNS, runs.size()));
        Optional<String> older = runs.size() > RUNS
                ? Optional.of(href(only.isPresent(), Optional.of(page.getLast().id()))) : Optional.empty();
        Overview view = new Overview(reconciliation.drifts().stream().map(this::drift).toList(),
                List.of(new Choice("Every comparison", href(false, Optional.empty()), only.isEmpty()),
                        new Choice("With drift", href(true, Optional.empty()), only.isPresent())),
                page.stream().map(this::row).toList(), older,
                after.map(each -> href(only.isPresent(), Optional.empty())));
        return frames.page("reconciliation", frames.frame(request, "Reconciliation", "reconciliation"),
                Map.of("view", view));
    }

    private static String href(boolean drifted, Optional<UUID> after) {
        UriComponentsBuilder uri = UriComponentsBuilder.fromPath(HERE);
        if (drifted) {
            uri.queryParam("drifted", "true");
        }
        after.ifPresent(each -> uri.queryParam("after", each));
        return uri.encode().toUriString();
    }

    private Row row(Run run) {
        String what = reconciliation.subjects().stream().filter(each -> each.comparison().equals(run.comparison()))
                .map(Reconciliation.Subject::title).findFirst().orElse(run.comparison());
        return new Row(run, what, name(run.system()));
    }

    private Case drift(Drift drift) {
        return new Case(drift, name(drift.system()), says.exceptions().fixes(drift));
    }

    private String name(String system) {
        String name = says.stories().names().of(system);
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    @GetMapping(HERE + "/{id}")
    ModelAndView run(HttpServletRequest request, @PathVariable UUID id,
            @RequestParam(required = false) Optional<String> after) {
        Run run = reconciliation.run(id).orElseThrow(() -> new NotHere("That comparison is not kept any more."));
        List<Finding> findings = reconciliation.findings(id, Optional.empty(), after, FINDINGS + 1);
        List<Finding> page = findings.subList(0, Math.min(FINDINGS, findings.size()));
        Optional<String> more = findings.size() > FINDINGS ? Optional.of(UriComponentsBuilder.fromPath(HERE + "/" + id)
                .queryParam("after", page.getLast().key()).encode().toUriString()) : Optional.empty();
        Row row = row(run);
        return frames.page("reconciliation-run", frames.frame(request, row.what(), "reconciliation"),
                Map.of("report", new Report(row, page, more)));
    }

    @PostMapping(HERE)
    String ask(HttpServletRequest request, RedirectAttributes redirect) {
        List<Run> asked = reconciliation.ask(Optional.empty(), Optional.empty(), who(request));
        redirect.addFlashAttribute(Frames.SAID, asked.isEmpty() ? "No system in the landscape can be compared with."
                : Wording.count(asked.size(), "comparison") + " begun. Those that find a difference look again a while "
                        + "later, so that messages under way are not taken for drift.");
        return "redirect:" + HERE;
    }

    @GetMapping("/console/drifts/{id}/{fix:take|keep}")
    ModelAndView question(HttpServletRequest request, @PathVariable UUID id, @PathVariable String fix) {
        Drift drift = reconciliation.drift(id).orElseThrow(() -> new NotHere("There is no such drift."));
        Fix chosen = says.exceptions().fixes(drift).stream().filter(each -> fix.equals("take")
                ? each instanceof Fix.TakeTheirs || each instanceof Fix.Mend : each instanceof Fix.KeepOurs).findFirst()
                .orElseThrow(() -> new NotHere("There is nothing to decide any more: " + drift.difference().key()
                        + " is " + drift.state().label() + "."));
        return frames.page("question", frames.frame(request, chosen.label(), "reconciliation"), Map.of("question",
                new FixPages.Question(drift.difference().sentence(), Optional.of("We have " + drift.difference().ours()
                        + "; " + name(drift.system()) + " says " + drift.difference().theirs() + "."),
                        Optional.empty(), chosen, Optional.empty(), "/console/drifts/" + id + "/" + fix, HERE,
                        Optional.empty())));
    }

    @PostMapping("/console/drifts/{id}/{fix:take|keep}")
    String decide(HttpServletRequest request, RedirectAttributes redirect, @PathVariable UUID id,
            @PathVariable String fix) {
        Decided decided = fix.equals("take") ? reconciliation.takeTheirs(id, who(request))
                : reconciliation.keepOurs(id, who(request));
        redirect.addFlashAttribute(Frames.SAID, switch (decided) {
            case DONE -> fix.equals("take") ? "Done: it is on its way, or holds now."
                    : "Noted: ours holds. Please have them look again.";
            case OVER -> "Nothing was changed: it was decided in the meantime.";
            case MOVED -> "Nothing was changed: it has moved since. The next comparison tells how it stands.";
        });
        frames.recount();
        return "redirect:" + HERE;
    }

    private static String who(HttpServletRequest request) {
        return "user:" + request.getRemoteUser();
    }
}
