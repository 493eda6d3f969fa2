package io.crossdock.platform.landscape;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Channel;
import io.crossdock.canonical.ShipToId;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An EDI trading partner, from {@code partners/<id>.yaml}, {@code items/<id>.csv} and the maps it names.
 *
 * @param theirs the identity they send under and receive at
 * @param ours the identity they know us by
 * @param versions X12 versions as in GS08, such as {@code 004010}; the first one is written
 * @param account whom their orders are for; a partner without one, such as a warehouse, orders nothing
 * @param consumer the only consumer allowed to send their interchanges over HTTP; empty when they come by
 *     folder
 * @param shipTos their N1*ST code (X12 N104: GLN, DUNS or a code of theirs) to one of the account's ship-to
 *     ids
 * @param maps JSONata by document, such as {@code 850}; documents not named use the built-in map
 * @param items cross-reference by their item number
 * @param inventory how they are told of our stock, if they are
 * @param unknowns what happens to an order that only a missing reference keeps from being taken; empty: as for all
 */
public record Partner(String id, X12Identity theirs, X12Identity ours, List<String> versions, Usage usage,
        Optional<AccountId> account, Optional<String> consumer, Map<String, ShipToId> shipTos, Delivery delivery,
        Separators separators, LineFaults lineFaults, Prices prices, Map<String, MapFile> maps,
        Map<String, ItemReference> items, Optional<Inventory> inventory,
        Optional<Attention.Documents> unknowns) {

    /**
     * An X12 address.
     *
     * @param qualifier ISA05 or ISA07
     * @param id ISA06 or ISA08, without the blanks that fill it up
     * @param group GS02 or GS03
     */
    public record X12Identity(String qualifier, String id, String group) {
    }

    /** X12 ISA15. */
    public enum Usage {
        PRODUCTION("P"),
        TEST("T");

        private final String code;

        Usage(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /** Where our documents go. */
    public sealed interface Delivery {

        /** To a system of the landscape, of kind {@code EDI}, under that system's lane, key and time-outs. */
        record ToSystem(String system) implements Delivery {
        }

        /** Posted to an address. */
        record ToUrl(URI url, Optional<SecretRef> secret) implements Delivery {
        }

        /** Left at a destination of the landscape, as one message. */
        record ToOutlet(String destination) implements Delivery {
        }

        /** Written to a folder, one file per interchange. */
        record ToFolder(Path folder) implements Delivery {
        }
    }

    /**
     * The characters our interchanges are written with.
     *
     * @param newlines whether a line break follows every segment, for people who read along
     */
    public record Separators(char element, char component, char segment, char repetition, boolean newlines) {

        public static final Separators DEFAULT = new Separators('*', '>', '~', '^', false);
    }

    /** What happens to an 850 some of whose lines are at fault. */
    public enum LineFaults {
        /** The whole order is refused, and every fault is named. */
        REFUSE_ORDER,
        /** The lines at fault are refused, the others are accepted. */
        REFUSE_LINE
    }

    /** What the prices on an 850 (PO104) mean. */
    public enum Prices {
        /** What the partner expects to pay: a line whose price differs from ours is at fault. */
        CHECK,
        /** Information only: our price holds, and the 855 says where it differs. */
        OURS
    }

    /**
     * A JSONata map, read with the folder.
     *
     * @param version as {@code maps/<name>.yaml} declares it, with its owner; empty where there is no such file
     * @param samples what it is tried with, by name
     */
    public record MapFile(String file, String source, Optional<Label> version, List<Sample> samples) {

        public MapFile {
            samples = List.copyOf(samples);
        }

        /** Without folder and ending. */
        public String name() {
            return file.substring(file.lastIndexOf('/') + 1, file.lastIndexOf('.'));
        }
    }

    /** Which version a map is, and who answers for it. */
    public record Label(String version, String owner) {
    }

    /** What a map gets, and what it must make of it. */
    public record Sample(String name, String input, String expected) {
    }

    /** What one of their item numbers means. Without a unit, the unit of the order line holds. */
    public record ItemReference(String buyerItem, Sku sku, Optional<Unit> unit) {
    }

    /**
     * How they are told of our stock (X12 846).
     *
     * @param full time of the day, in the landscape's zone, after which they are told of every item
     * @param every time between two advices of what has changed; empty when they get full ones only
     * @param channel whose buffers, horizons and windows hold for what they are told
     */
    public record Inventory(LocalTime full, Optional<Duration> every, Items items, Channel channel) {

        /** Which items they are told of. */
        public enum Items {
            /** Those of {@code items/<id>.csv}. */
            CROSS_REFERENCED,
            /** All there are. */
            ALL
        }
    }

    public Partner {
        versions = List.copyOf(versions);
        shipTos = Map.copyOf(shipTos);
        maps = Map.copyOf(maps);
        items = Map.copyOf(items);
    }

    public Optional<ItemReference> item(String buyerItem) {
        return Optional.ofNullable(items.get(buyerItem));
    }

    public Set<String> mappedDocuments() {
        return maps.keySet();
    }
}
