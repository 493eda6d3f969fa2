package io.crossdock.process.reconciliation;

import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Policies;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.replica.Copies;
import io.crossdock.platform.replica.Copies.Row;
import io.crossdock.system.connectors.SystemUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rows of one feed against the system that owns them. Their word is taken as the feed would take it: what is risky about
 * it waits for a person.
 */
final class CopiedRows implements Comparison {

    private static final String READ_IN_THE_MEANTIME = "It was read in the meantime.";

    private final Copies copies;
    private final Json json;
    private final Copies.Copy copy;

    CopiedRows(Copies copies, Json json, Copies.Copy copy) {
        this.copies = copies;
        this.json = json;
        this.copy = copy;
    }

    /** @param theirs digest of their row at the first look; empty when it was not there */
    record Seen(String theirs) {
    }

    /**
     * What it takes to repair.
     *
     * @param ours   digest of our row when it was judged; empty when it was not there
     * @param theirs their row
     */
    record Details(String ours, Optional<String> theirs) {
    }

    @Override
    public String name() {
        return copy.rows().replace(' ', '-') + "-erp";
    }

    @Override
    public String title() {
        return copy.rows().substring(0, 1).toUpperCase(java.util.Locale.ROOT) + copy.rows().substring(1)
                + " against the ERP";
    }

    @Override
    public List<SystemSettings> systems(Landscape landscape) {
        List<String> systems = copies.all().stream().filter(each -> each.feed().equals(copy.feed()))
                .flatMap(each -> each.systems().stream()).toList();
        return systems.stream().flatMap(each -> landscape.system(each).stream()).toList();
    }

    @Override
    public Look look(SystemSettings system) {
        Map<String, Row> theirs = theirs(system);
        Map<String, Row> ours = copies.ours(copy.feed(), system.id(), Optional.empty());
        TreeSet<String> keys = new TreeSet<>(theirs.keySet());
        keys.addAll(ours.keySet());
        List<Suspect> suspects = new ArrayList<>();
        for (String key : keys) {
            Optional<Row> their = Optional.ofNullable(theirs.get(key));
            if (!same(Optional.ofNullable(ours.get(key)), their)) {
                suspects.add(new Suspect(key, json.tree(new Seen(Content.digest(content(their))))));
            }
        }
        return new Look(keys.size(), suspects);
    }

    private Map<String, Row> theirs(SystemSettings system) {
        Map<String, Row> theirs = copies.theirs(copy.feed(), system.id());
        if (theirs.isEmpty() && !copies.ours(copy.feed(), system.id(), Optional.empty()).isEmpty()) {
            throw new SystemUnavailable(system.id() + " shows no " + copy.rows()
                    + " at all, which is rather a fault than the end of all of them.");
        }
        return theirs;
    }

    /** Most rows are alike to the letter; only the others are looked into. */
    private boolean same(Optional<Row> ours, Optional<Row> theirs) {
        return ours.map(Row::document).equals(theirs.map(Row::document)) || Content.same(content(ours), content(theirs));
    }

    private Optional<Content> content(Optional<Row> row) {
        return row.map(each -> Content.of(each, json));
    }

    /**
     * First the feed reads what it is told to have changed. What was there at the first look, has not changed since, and
     * still differs, was never told.
     */
    @Override
    public List<Verdict> judge(SystemSettings system, List<Suspect> suspects) {
        List<String> keys = suspects.stream().map(Suspect::key).toList();
        boolean read = copies.catchUp(copy.feed(), system.id());
        Map<String, Row> theirs = theirs(system);
        Map<String, Row> ours = copies.ours(copy.feed(), system.id(), Optional.of(keys));
        Map<String, Optional<Row>> decided = copies.decided(copy.feed(),
                keys.stream().flatMap(key -> Optional.ofNullable(theirs.get(key)).stream()).toList());
        Set<String> standing = copies.standing(copy.feed());
        return suspects.stream().map(suspect -> {
            String key = suspect.key();
            Sides now = new Sides(key, Optional.ofNullable(ours.get(key)), Optional.ofNullable(theirs.get(key)));
            boolean waits = now.theirs().isEmpty() ? standing.contains(key)
                    : decided.containsKey(key) && same(now.ours(), decided.get(key));
            return verdict(system, json.read(suspect.seen(), Seen.class), now, read, waits);
        }).toList();
    }

    /** One row on both sides; theirs was read after ours was brought up to date, ours after that. */
    private record Sides(String key, Optional<Row> ours, Optional<Row> theirs) {
    }

    private Verdict verdict(SystemSettings system, Seen first, Sides now, boolean read, boolean waits) {
        Optional<Content> ours = content(now.ours());
        Optional<Content> theirs = content(now.theirs());
        Set<String> paths = ours.flatMap(one -> theirs.map(one::differing)).orElse(Set.of());
        String weSay = ours.map(each -> each.said(paths)).orElse("not there");
        String theySay = theirs.map(each -> each.said(paths)).orElse("not there");
        Optional<String> passing = Content.same(ours, theirs) ? Optional.of(READ_IN_THE_MEANTIME)
                : waits ? Optional.of("A risky change of it waits for approval, or was declined.")
                : !first.theirs().equals(Content.digest(theirs)) ? Optional.of("It has changed since the first look.")
                : read ? Optional.empty() : Optional.of("Another process is reading it just now.");
        if (passing.isPresent()) {
            return new Verdict.InFlight(now.key(), passing.get(), weSay, theySay);
        }
        Cause cause = cause(ours, theirs);
        return new Verdict.Drifted(new Difference(now.key(), cause, sentence(system, cause, now.key(), paths), weSay,
                theySay, Optional.empty(), Optional.empty(), true,
                json.tree(new Details(Content.digest(ours), now.theirs().map(Row::document)))));
    }

    private static Cause cause(Optional<Content> ours, Optional<Content> theirs) {
        if (ours.isEmpty()) {
            return Cause.UNKNOWN_TO_US;
        } else if (theirs.isEmpty()) {
            return Cause.UNKNOWN_TO_THEM;
        }
        int order = theirs.flatMap(Content::modifiedAt).flatMap(their -> ours.flatMap(Content::modifiedAt)
                .map(their::compareTo)).orElse(0);
        return order > 0 ? Cause.MESSAGE_LOST : order < 0 ? Cause.HUB_AHEAD : Cause.VALUES_DIFFER;
    }

    private String sentence(SystemSettings system, Cause cause, String key, Set<String> paths) {
        String one = copy.rows().substring(0, copy.rows().length() - 1) + " " + key;
        return switch (cause) {
            case MESSAGE_LOST -> system.id() + " has changed " + one + " (" + named(paths)
                    + "), and the change has never reached us.";
            case HUB_AHEAD -> "We have a later change of " + one + " than " + system.id()
                    + ": it may have been set back to an earlier state.";
            case UNKNOWN_TO_US -> system.id() + " has " + one + ", of which we know nothing.";
            case UNKNOWN_TO_THEM -> "We have " + one + ", which " + system.id() + " has no more.";
            case VALUES_DIFFER, COUNT_DIFFERS, UNIT_DIFFERS, DOUBLED, NOT_CANCELLED -> system.id()
                    + " says something else of " + one + " (" + named(paths)
                    + ") without having changed it since we read it.";
        };
    }

    private static String named(Set<String> paths) {
        return paths.size() <= 4 ? String.join(", ", paths)
                : String.join(", ", paths.stream().limit(3).toList()) + " and " + (paths.size() - 3) + " more";
    }

    /** What they own they decide; that they went back to an earlier state is shown to a person first. */
    @Override
    public boolean unasked(Difference difference, Policies.Reconciliation policy) {
        return difference.cause() != Cause.HUB_AHEAD;
    }

    @Override
    public int unaskedMost(Policies.Reconciliation policy) {
        return policy.repairRows();
    }

    @Override
    public boolean repair(Difference difference, Origin origin) {
        Details details = json.read(difference.details(), Details.class);
        return copies.take(copy.feed(), difference.key(),
                ours -> Content.digest(content(ours)).equals(details.ours()), details.theirs());
    }
}
