package io.crossdock.platform.landscape;

import io.crossdock.canonical.LocationId;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One consistent reading of the landscape folder. Immutable.
 *
 * @param zone where the business keeps its days
 * @param currency of what the ERP books
 * @param version changes whenever any file, or any variable a file uses, changes: 12 hexadecimal digits
 */
public record Landscape(String name, ZoneId zone, Currency currency, Policies policies,
        Map<String, SystemSettings> systems, Map<String, Consumer> consumers, List<ConsoleUser> users,
        Map<String, Partner> partners, Map<String, Subscriber> subscribers, String version) {

    public Landscape {
        systems = Map.copyOf(systems);
        consumers = Map.copyOf(consumers);
        users = List.copyOf(users);
        partners = Map.copyOf(partners);
        subscribers = Map.copyOf(subscribers);
    }

    public Optional<SystemSettings> system(String id) {
        return Optional.ofNullable(systems.get(id));
    }

    /** All systems of one kind, by id. */
    public List<SystemSettings> systems(SystemSettings.Kind kind) {
        return systems.values().stream().filter(each -> each.kind() == kind)
                .sorted((a, b) -> a.id().compareTo(b.id())).toList();
    }

    /** The system that works for a warehouse. */
    public Optional<SystemSettings> warehouse(LocationId location) {
        return systems.values().stream()
                .filter(each -> each.location().filter(location::equals).isPresent()).findFirst();
    }

    public Optional<Consumer> consumer(String id) {
        return Optional.ofNullable(consumers.get(id));
    }

    public Optional<Subscriber> subscriber(String id) {
        return Optional.ofNullable(subscribers.get(id));
    }

    public Optional<Partner> partner(String id) {
        return Optional.ofNullable(partners.get(id));
    }

    /** The partner who sends interchanges under this identity (X12 ISA05 and ISA06, blanks trimmed). */
    public Optional<Partner> partnerOf(String isaQualifier, String isaId) {
        return partners.values().stream()
                .filter(each -> each.theirs().qualifier().equals(isaQualifier)
                        && each.theirs().id().equals(isaId))
                .findFirst();
    }
}
