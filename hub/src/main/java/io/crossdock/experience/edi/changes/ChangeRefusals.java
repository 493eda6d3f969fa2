package io.crossdock.experience.edi.changes;

import io.crossdock.canonical.OrderNumber;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.json.Json;
import io.crossdock.process.ordering.Ordering;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Hears that the ERP has not taken what was added to an order: a partner who was told that it comes is told otherwise. */
@Component
class ChangeRefusals implements FactHandler {

    private final ChangeDesk desk;
    private final Ordering ordering;
    private final Json json;

    ChangeRefusals(ChangeDesk desk, Ordering ordering, Json json) {
        this.desk = desk;
        this.ordering = ordering;
        this.json = json;
    }

    /** What the fact says that matters here. */
    record Refused(OrderNumber number, List<Integer> lines) {
    }

    @Override
    public String subscription() {
        return "edi-change-refusals";
    }

    @Override
    public Set<String> types() {
        return Set.of("order.lines_refused");
    }

    /** What was refused before anybody listened is settled by other means. */
    @Override
    public boolean fromTheBeginning() {
        return false;
    }

    /** Each locks an order: that of the next comes after it, not before. */
    @Override
    public boolean endsBatch(Fact fact) {
        return true;
    }

    @Override
    public void handle(Fact fact) {
        Refused refused = json.read(fact.data(), Refused.class);
        Map<Integer, Integer> names = ordering.order(refused.number()).orElseThrow().names();
        desk.takeBack(refused.number(), refused.lines().stream().map(line -> names.getOrDefault(line, line))
                .collect(Collectors.toSet()));
    }
}
