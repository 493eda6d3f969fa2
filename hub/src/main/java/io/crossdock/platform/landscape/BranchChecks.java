package io.crossdock.platform.landscape;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What a schema cannot see in the branches of a landscape: each account, warehouse and ERP has one place. */
final class BranchChecks {

    private static final String BRANCHES = "/branches";

    private final Source source;
    private final List<Source> systems;
    private final Consumer<Mistake> mistakes;

    BranchChecks(Source source, List<Source> systems, Consumer<Mistake> mistakes) {
        this.source = source;
        this.systems = systems;
        this.mistakes = mistakes;
    }

    void run() {
        JsonNode branches = source.root().at(BRANCHES);
        if (branches.isMissingNode()) {
            undecided();
            return;
        }
        Map<String, String> seen = new HashMap<>();
        Set<String> erps = known("erp", "/id");
        Set<String> warehouses = known("wms", "/location");
        for (int i = 0; i < branches.size(); i++) {
            String at = BRANCHES + "/" + i;
            once(seen, at + "/name", "branch");
            String erp = source.text(at + "/erp");
            if (!erp.isEmpty() && !erps.contains(erp)) {
                wrong(at + "/erp", "there is no system '" + erp + "' of kind erp", "known: " + listed(erps));
            }
            for (int j = 0; j < branches.get(i).path("accounts").size(); j++) {
                once(seen, at + "/accounts/" + j, "account");
            }
            for (int j = 0; j < branches.get(i).path("warehouses").size(); j++) {
                String each = at + "/warehouses/" + j;
                once(seen, each, "warehouse");
                if (!warehouses.contains(source.text(each))) {
                    wrong(each, "no system works for location '" + source.text(each) + "'", "known: "
                            + listed(warehouses));
                }
            }
        }
        others(branches);
        idle(branches, erps);
    }

    /** Without branches one ERP books everything; with two of them it would be the first by name. */
    private void undecided() {
        List<Source> erps = systems.stream().filter(each -> each.text("/kind").equals("erp"))
                .sorted(Comparator.comparing(each -> each.text("/id"))).toList();
        List<Source> live = erps.stream().filter(each -> !tried(each.text("/id"))).toList();
        List<Source> either = live.isEmpty() ? erps : live;
        String hint = live.isEmpty() ? "take settings: {sandbox: true} out of the one that books"
                : "give each its accounts under branches in landscape.yaml, or set settings: {sandbox: true} here";
        either.stream().skip(1).forEach(each -> mistakes.accept(each.mistake("/kind", "'" + each.text("/id")
                + "' is " + (live.isEmpty() ? "only tried, as '" : "an ERP beside '") + either.getFirst().text("/id")
                + "'" + (live.isEmpty() ? " is" : "") + ", and nothing says which of them books what", hint)));
    }

    private void others(JsonNode branches) {
        long others = branches.valueStream().filter(each -> each.path("accounts").isEmpty()).count();
        if (others != 1) {
            wrong(BRANCHES, others == 0 ? "no branch is that of the accounts that none names"
                    : others + " branches name no accounts", "one branch is without accounts: it has all others");
        }
    }

    private void idle(JsonNode branches, Set<String> erps) {
        Set<String> used = branches.valueStream().map(each -> each.path("erp").asString("")).collect(Collectors.toSet());
        erps.stream().filter(each -> !used.contains(each) && !tried(each)).sorted().forEach(each -> wrong(BRANCHES,
                "no branch has its books in '" + each + "'", "name it as erp of a branch, or remove the system"));
    }

    /** What is only tried has no branch. */
    private boolean tried(String erp) {
        return systems.stream().anyMatch(each -> each.text("/id").equals(erp)
                && each.text("/settings/sandbox").equals("true"));
    }

    private void once(Map<String, String> seen, String pointer, String what) {
        String value = source.text(pointer);
        String first = seen.putIfAbsent(what + " " + value, pointer);
        if (first != null && !value.isEmpty()) {
            wrong(pointer, what + " '" + value + "' is given twice", "the first time on line " + source.line(first));
        }
    }

    private Set<String> known(String kind, String pointer) {
        return systems.stream().filter(each -> each.text("/kind").equals(kind)).map(each -> each.text(pointer))
                .filter(each -> !each.isEmpty()).collect(Collectors.toSet());
    }

    private static String listed(Set<String> names) {
        return String.join(", ", names.stream().sorted().toList());
    }

    private void wrong(String pointer, String reason, String hint) {
        mistakes.accept(source.mistake(pointer, reason, hint));
    }
}
