package io.crossdock.process.story;

import io.crossdock.canonical.LocationId;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.SystemSettings;
import java.util.Locale;
import java.util.Optional;

/** What people call the systems of a landscape. */
public record Names(Landscape landscape) {

    /** The lane in which orders by EDI are placed within the house. */
    private static final String ORDERS_BY_EDI = "edi";

    /** In a sentence: {@code the ERP}, {@code warehouse ATL}, {@code supplier Northforge}. */
    public String of(String target) {
        return landscape.system(target).map(Names::phrase).orElseGet(() -> elsewhere(target));
    }

    /** Channels and partners are no systems: {@code portal:portal-demo}, {@code edi:buildwell}. */
    private static String elsewhere(String target) {
        int colon = target.indexOf(':');
        if (target.equals(ORDERS_BY_EDI)) {
            return "the EDI order desk";
        } else if (colon < 0) {
            return target;
        }
        String role = target.startsWith("edi") ? "partner " : target.startsWith("hook:") ? "subscriber "
                : target.startsWith("to:") ? "destination " : target.startsWith("source:") ? "source " : "";
        return role + capital(target.substring(colon + 1));
    }

    /** Who has asked for something: {@code Kim in the console}, {@code partner Buildwell}, {@code Portal-demo}. */
    static String actor(String actor) {
        String name = capital(actor.substring(actor.indexOf(':') + 1));
        return actor.startsWith("user:") ? name + " in the console"
                : actor.startsWith("partner:") ? "partner " + name : name;
    }

    private static String phrase(SystemSettings system) {
        return switch (system.kind()) {
            case ERP -> "the ERP";
            case WMS -> "warehouse " + place(system);
            case CARRIER -> "carrier " + capital(system.id());
            case SUPPLIER -> "supplier " + capital(system.id());
            case EDI -> "partner " + capital(system.id());
        };
    }

    /** Where the work of a target is drawn. */
    public Lane lane(String target) {
        return landscape.system(target).map(Names::lane)
                .orElseGet(() -> new Lane(Lane.Kind.PARTNER, target, capital(elsewhere(target))));
    }

    private static Lane lane(SystemSettings system) {
        return switch (system.kind()) {
            case ERP -> new Lane(Lane.Kind.ERP, system.id(), "ERP");
            case WMS -> warehouse(place(system));
            case CARRIER -> carrier(system.id());
            case SUPPLIER -> supplier(system.id());
            case EDI -> new Lane(Lane.Kind.PARTNER, system.id(), "EDI " + capital(system.id()));
        };
    }

    static Lane warehouse(String location) {
        return new Lane(Lane.Kind.WAREHOUSE, location, "Warehouse " + location);
    }

    static Lane supplier(String id) {
        return new Lane(Lane.Kind.SUPPLIER, id, "Supplier " + capital(id));
    }

    static Lane carrier(String id) {
        return new Lane(Lane.Kind.CARRIER, id, "Carrier " + capital(id));
    }

    static Lane finance() {
        return new Lane(Lane.Kind.FINANCE, "finance", "Finance");
    }

    private static String place(SystemSettings system) {
        return system.location().map(LocationId::value).orElse(system.id());
    }

    /** {@code northforge} becomes {@code Northforge}. */
    static String capital(String word) {
        return word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /** The kind of a system, in business words beside the technical one. */
    public Optional<SystemSettings.Kind> kind(String target) {
        return landscape.system(target).map(SystemSettings::kind);
    }
}
