package io.crossdock.system.catalog;

import io.crossdock.canonical.Sku;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Partner;
import io.crossdock.platform.landscape.Partner.ItemReference;
import io.crossdock.platform.replica.Replicas;
import io.crossdock.system.catalog.Reference.Kind;
import io.crossdock.system.catalog.Reference.Said;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The references in force, in memory, and those that ever were. What somebody has said goes before the landscape's files.
 * Other processes follow within a second. Thread-safe.
 */
@Component
public class References implements Meanings {

    private static final String ADDED = "reference.added";
    private static final String WITHDRAWN = "reference.withdrawn";

    private final ReferenceStore store;
    private final Journal journal;
    private volatile Held held = new Held("none", Map.of());

    private record Held(String state, Map<String, Reference> byName) {
    }

    References(ReferenceStore store, Journal journal, Replicas replicas) {
        this.store = store;
        this.journal = journal;
        follow();
        replicas.along(this::follow);
    }

    /** Follows the table now. */
    public void refresh() {
        follow();
    }

    private void follow() {
        String state = store.state();
        if (!state.equals(held.state())) {
            Map<String, Reference> byName = new HashMap<>();
            store.inForce().forEach(each -> byName.put(key(each), each));
            held = new Held(state, Map.copyOf(byName));
        }
    }

    private static String key(Reference reference) {
        return key(reference.kind(), reference.partner(), reference.sku(), reference.name());
    }

    private static String key(Kind kind, String partner, Sku sku, String name) {
        return switch (kind) {
            case ITEM -> "item\n" + partner + "\n" + name;
            case UNIT -> "unit\n" + partner + "\n" + sku + "\n" + name;
        };
    }

    @Override
    public Optional<ItemReference> item(Partner partner, String theirs) {
        return Optional.ofNullable(held.byName().get("item\n" + partner.id() + "\n" + theirs))
                .flatMap(each -> each.ofItem(partner.id(), theirs)).or(() -> partner.item(theirs));
    }

    @Override
    public Optional<UnitMeaning> unit(Partner partner, Sku sku, String theirs) {
        return Optional.ofNullable(held.byName().get(key(Kind.UNIT, partner.id(), sku, Reference.unitName(theirs))))
                .flatMap(each -> each.ofUnit(partner.id(), sku, theirs));
    }

    /**
     * Puts a reference in force.
     *
     * @return false if its name has a meaning already: that one has to be withdrawn first
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean add(Reference reference) {
        boolean added = store.add(reference);
        if (added) {
            journal.append(fact(ADDED, reference, reference.added()));
        }
        return added;
    }

    /** Takes a reference out of force; empty if it is not in force. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Reference> withdraw(UUID id, Said said) {
        Optional<Reference> withdrawn = store.withdraw(id, said);
        withdrawn.ifPresent(each -> journal.append(fact(WITHDRAWN, each, said)));
        return withdrawn;
    }

    private static NewFact fact(String type, Reference reference, Said said) {
        return new NewFact(type, reference.partner() + " " + reference.name(), "reference:" + reference.partner(),
                Origin.start("reference " + reference.id(), said.who()), 1, reference);
    }

    /** The newest first, those withdrawn too. */
    public List<Reference> list(Optional<String> partner, Optional<UUID> before, int most) {
        return store.list(partner, before, most);
    }

    public Optional<Reference> reference(UUID id) {
        return store.one(id);
    }
}
