package io.crossdock.experience.console;

import io.crossdock.canonical.Fault;
import io.crossdock.process.repairs.Plan;
import io.crossdock.process.repairs.Plan.Scope;
import io.crossdock.process.repairs.Remedy;
import io.crossdock.process.repairs.Remedy.Wish;
import io.crossdock.process.repairs.Repairs;
import io.crossdock.process.repairs.Repairs.Outcome;
import io.crossdock.process.story.ExceptionFilter;
import io.crossdock.process.story.Exceptions;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Fixes for many: what would happen, an approval, and how far it is. */
@Controller
class RepairPages {

    private static final int PAGE = 50;
    private static final int TEXT_MAX = 200;

    private final Frames frames;
    private final Repairs repairs;
    private final Exceptions exceptions;

    RepairPages(Frames frames, Repairs repairs, Exceptions exceptions) {
        this.frames = frames;
        this.repairs = repairs;
        this.exceptions = exceptions;
    }

    /**
     * What has to be entered before it can be seen what would happen.
     *
     * @param about  the cause in business words
     * @param count  how many it is about
     * @param values what was entered
     * @param faults by field
     */
    record Asking(Remedy remedy, String cluster, List<Remedy.Field> fields, String about, int count,
            Map<String, String> values, Map<String, String> faults) {

        public String value(String field) {
            return values.getOrDefault(field, "");
        }

        public Optional<String> fault(String field) {
            return Optional.ofNullable(faults.get(field));
        }

        /** What is wrong with no field of its own. */
        public List<String> others() {
            return faults.entrySet().stream().filter(each -> fields.stream().noneMatch(field ->
                    field.name().equals(each.getKey()))).map(Map.Entry::getValue).toList();
        }
    }

    /** @param sample how many a sample is. @param more the next page of steps; empty at the end */
    record Showing(Plan plan, List<Plan.Item> items, int sample, Optional<String> more, Optional<String> fault) {

        public boolean running() {
            return plan.state() == Plan.State.RUNNING;
        }

        public int left() {
            return plan.counts().all() - plan.approved();
        }
    }

    record Listing(List<Plan> plans, Optional<String> more) {
    }

    @GetMapping("/console/fixes/new")
    ModelAndView ask(HttpServletRequest request, @RequestParam String cluster, @RequestParam String fix) {
        return asking(request, cluster, fix, Map.of(), List.of());
    }

    private ModelAndView asking(HttpServletRequest request, String cluster, String fix, Map<String, String> values,
            List<Fault> faults) {
        Remedy remedy = remedy(cluster, fix);
        var open = exceptions.open(ExceptionFilter.ofCluster(cluster));
        Map<String, String> byField = faults.stream().collect(Collectors.toMap(fault ->
                fault.pointer().substring(fault.pointer().lastIndexOf('/') + 1), Fault::message, (one, other) -> one));
        Asking asking = new Asking(remedy, cluster, remedy.fields(cluster), open.isEmpty() ? cluster
                : open.getFirst().title(), open.size(), values, byField);
        return frames.page("fix-new", frames.frame(request, remedy.label(), "exceptions"), Map.of("asking", asking));
    }

    private Remedy remedy(String cluster, String fix) {
        return repairs.remedies(cluster).stream().filter(each -> each.name().equals(fix)).findFirst()
                .orElseThrow(() -> new NotHere("There is nothing to repair any more: the cause is gone."));
    }

    @PostMapping("/console/fixes")
    ModelAndView plan(HttpServletRequest request, @RequestParam Map<String, String> parameters) {
        String cluster = parameters.getOrDefault("cluster", "");
        String fix = parameters.getOrDefault("fix", "");
        Map<String, String> values = new HashMap<>();
        remedy(cluster, fix).fields(cluster).forEach(field -> Optional.ofNullable(parameters.get("v-" + field.name()))
                .map(String::strip).filter(text -> !text.isEmpty() && text.length() <= TEXT_MAX)
                .ifPresent(text -> values.put(field.name(), text)));
        List<String> only = Optional.ofNullable(parameters.get("only")).filter(text -> !text.isBlank()).stream().toList();
        return switch (repairs.plan(fix, new Wish(cluster, values, only), who(request))) {
            case Outcome.Stands(Plan plan) -> new ModelAndView("redirect:/console/fixes/" + plan.id());
            case Outcome.Refused(List<Fault> faults) -> asking(request, cluster, fix, values, faults);
        };
    }

    private static String who(HttpServletRequest request) {
        return "user:" + request.getRemoteUser();
    }

    @GetMapping("/console/fixes/{id:[0-9a-f-]{36}}")
    ModelAndView show(HttpServletRequest request, @PathVariable UUID id,
            @RequestParam(required = false) Optional<Integer> after) {
        return showing(request, id, after.filter(each -> each > 0 && each < Plan.STEPS_MOST).orElse(0), Optional.empty());
    }

    private ModelAndView showing(HttpServletRequest request, UUID id, int after, Optional<String> fault) {
        Plan plan = repairs.plan(id).orElseThrow(() -> new NotHere("There is no such plan. Plans that nobody approves are "
                + "forgotten after a week."));
        List<Plan.Item> items = repairs.items(id, after, PAGE + 1);
        List<Plan.Item> page = items.subList(0, Math.min(PAGE, items.size()));
        Showing showing = new Showing(plan, page, 10, items.size() > PAGE ? Optional.of("/console/fixes/" + id + "?after="
                + page.getLast().ordinal()) : Optional.empty(), fault);
        return frames.page("fix", frames.frame(request, plan.label(), "exceptions"), Map.of("showing", showing));
    }

    @PostMapping("/console/fixes/{id:[0-9a-f-]{36}}")
    ModelAndView run(HttpServletRequest request, RedirectAttributes redirect, @PathVariable UUID id,
            @RequestParam String hash, @RequestParam String on, @RequestParam String reason) {
        String why = reason.strip();
        Optional<Scope> scope = Scope.of(on);
        if (why.isEmpty() || why.length() > TEXT_MAX || scope.isEmpty()) {
            return showing(request, id, 0, Optional.of("Please say why, in at most " + TEXT_MAX + " characters."));
        }
        return switch (repairs.run(id, hash, scope.get(), who(request), why)) {
            case Outcome.Refused(List<Fault> faults) -> showing(request, id, 0, Optional.of("Nothing was changed. "
                    + faults.getFirst().message()));
            case Outcome.Stands(Plan plan) -> {
                redirect.addFlashAttribute(Frames.SAID, "Approved: " + plan.approved() + " of " + plan.counts().all() + ".");
                frames.recount();
                yield new ModelAndView("redirect:/console/fixes/" + id);
            }
        };
    }

    @PostMapping("/console/fixes/{id:[0-9a-f-]{36}}/undo")
    ModelAndView undo(HttpServletRequest request, RedirectAttributes redirect, @PathVariable UUID id,
            @RequestParam String reason) {
        String why = reason.strip();
        if (why.isEmpty() || why.length() > TEXT_MAX) {
            return showing(request, id, 0, Optional.of("Please say why, in at most " + TEXT_MAX + " characters."));
        }
        return switch (repairs.undo(id, who(request), why)) {
            case Outcome.Refused(List<Fault> faults) -> showing(request, id, 0, Optional.of("Nothing was changed. "
                    + faults.getFirst().message()));
            case Outcome.Stands(Plan plan) -> {
                redirect.addFlashAttribute(Frames.SAID, "Taken back. What has gone on by it stays.");
                yield new ModelAndView("redirect:/console/fixes/" + id);
            }
        };
    }

    @GetMapping("/console/fixes")
    ModelAndView list(HttpServletRequest request, @RequestParam(required = false) Optional<String> before) {
        List<Plan> plans = repairs.plans(before.flatMap(LedgerPages::id), PAGE);
        Listing listing = new Listing(plans, plans.size() < PAGE ? Optional.empty()
                : Optional.of("/console/fixes?before=" + plans.getLast().id()));
        return frames.page("fix-list", frames.frame(request, "Repairs", "exceptions"), Map.of("listing", listing));
    }
}
