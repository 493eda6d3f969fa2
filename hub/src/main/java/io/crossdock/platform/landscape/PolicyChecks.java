package io.crossdock.platform.landscape;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** What a schema cannot see in the policies of a landscape. */
final class PolicyChecks {

    private final Source source;
    private final Set<String> locations;
    private final Consumer<Mistake> mistakes;

    /** @param locations that some system works for */
    PolicyChecks(Source source, Set<String> locations, Consumer<Mistake> mistakes) {
        this.source = source;
        this.locations = locations;
        this.mistakes = mistakes;
    }

    void run() {
        sourcingCases();
        promising();
        freight();
    }

    /** Classes that do not exist fit nobody, which is not what whoever wrote them meant. */
    private void sourcingCases() {
        List<String> classes = source.root().at("/policies/promising/priorities").valueStream()
                .map(each -> each.path("name").asString("")).sorted().toList();
        JsonNode cases = source.root().at("/policies/sourcing/cases");
        Set<String> names = new HashSet<>();
        for (int i = 0; i < cases.size(); i++) {
            String at = "/policies/sourcing/cases/" + i;
            if (!names.add(cases.get(i).path("name").asString(""))) {
                wrong(at + "/name", "two cases are named '" + cases.get(i).path("name").asString("") + "'",
                        "receipts tell them apart by their names");
            }
            Optional<BigDecimal> least = Values.number(cases.get(i).at("/when/valueFrom"));
            Optional<BigDecimal> bound = Values.number(cases.get(i).at("/when/valueBelow"));
            if (bound.filter(below -> below.signum() <= 0 || least.filter(from -> from.compareTo(below) >= 0).isPresent())
                    .isPresent()) {
                wrong(at + "/when/valueBelow", "no order is worth less than " + bound.get().toPlainString()
                        + least.map(from -> " and at least " + from.toPlainString()).orElse(""),
                        "valueBelow must be above zero and above valueFrom");
            }
            JsonNode wanted = cases.get(i).at("/when/classes");
            for (int j = 0; j < wanted.size(); j++) {
                if (!classes.contains(wanted.get(j).asString(""))) {
                    wrong(at + "/when/classes/" + j, "there is no class '" + wanted.get(j).asString("")
                            + "'", "known from promising.priorities: " + String.join(", ", classes));
                }
            }
        }
    }

    private void promising() {
        String rules = "/policies/promising/safetyStock";
        for (int i = 0; i < source.root().at(rules).size(); i++) {
            String location = source.text(rules + "/" + i + "/location");
            if (!location.isEmpty() && !locations.contains(location)) {
                wrong(rules + "/" + i + "/location", "no system works for location '" + location + "'",
                        "known: " + String.join(", ", locations.stream().sorted().toList()));
            }
        }
        String windows = "/policies/promising/windows";
        for (int i = 0; i < source.root().at(windows).size(); i++) {
            day(windows + "/" + i + "/from");
            day(windows + "/" + i + "/until");
        }
        String classes = "/policies/promising/priorities";
        long everyone = source.root().at(classes).valueStream().filter(each -> each.path("accounts").isEmpty()).count();
        if (everyone > 1) {
            wrong(classes, "two classes of accounts have no accounts", "one class at most is that of all others");
        }
    }

    private void day(String pointer) {
        String day = source.text(pointer);
        try {
            if (!day.isEmpty()) {
                LocalDate.parse(day);
            }
        } catch (DateTimeException notInTheCalendar) {
            wrong(pointer, "there is no day '" + day + "'", "");
        }
    }

    private void freight() {
        Set<String> ids = new HashSet<>();
        JsonNode zones = source.root().at("/policies/freight/zones");
        for (int i = 0; i < zones.size(); i++) {
            String pointer = "/policies/freight/zones/" + i;
            String id = source.text(pointer + "/id");
            if (!ids.add(id)) {
                wrong(pointer + "/id", "freight zone '" + id + "' is given twice", "");
            }
            rising(pointer + "/rates");
        }
        String elsewhere = source.text("/policies/freight/elsewhere");
        if (!elsewhere.isEmpty() && !ids.contains(elsewhere)) {
            wrong("/policies/freight/elsewhere", "there is no freight zone '" + elsewhere + "'", "");
        }
    }

    private void rising(String pointer) {
        JsonNode rates = source.root().at(pointer);
        Optional<BigDecimal> before = Optional.empty();
        for (int i = 0; i < rates.size(); i++) {
            Optional<BigDecimal> weight = Values.number(rates.get(i).path("upToKg"));
            if (before.isPresent() && weight.isPresent() && weight.get().compareTo(before.get()) <= 0) {
                wrong(pointer + "/" + i, "weights must rise from rate to rate", "");
            }
            before = weight;
        }
    }

    private void wrong(String pointer, String reason, String hint) {
        mistakes.accept(source.mistake(pointer, reason, hint));
    }
}
