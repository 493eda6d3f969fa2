package io.crossdock.process.story;

import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.platform.effects.Document;
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.EffectState;
import io.crossdock.platform.journal.Parked;
import io.crossdock.platform.landscape.Mistake;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Attention.Domain;
import io.crossdock.platform.landscape.Attention.Kind;
import io.crossdock.platform.maps.MapVersion;
import io.crossdock.platform.stewardship.Change;
import io.crossdock.process.oversight.Breach;
import io.crossdock.process.story.StoryStore.FailedDrill;
import io.crossdock.process.reconciliation.Difference;
import io.crossdock.process.reconciliation.Drift;
import io.crossdock.process.story.Entry.Links;
import io.crossdock.process.story.OpenException.Due;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns rows of the ledgers that are stuck into exceptions that people understand. */
final class Troubles {

    /** Begins ids and causes of what a target has once too often. */
    static final String SURPLUS = "surplus:";
    /** The hub finds out by itself what became of most lost answers. */
    private static final int FINDINGS = 3;
    private static final int MISTAKES = 5;
    private static final Duration DOUBT_PASSES = Duration.ofMinutes(1);
    /** Most facts that cannot be digested yet can be digested a moment later. */
    private static final Duration PARKING_PASSES = Duration.ofMinutes(2);
    /** Most servers that do not answer come back. */
    private static final Duration ABSENCE_PASSES = Duration.ofMinutes(5);

    private final Names names;
    private final Instant now;

    Troubles(Names names, Instant now) {
        this.names = names;
        this.now = now;
    }

    Optional<OpenException> of(Effect effect) {
        return switch (effect.state()) {
            case PARKED -> Optional.of(parked(effect));
            case IN_DOUBT -> since(effect).plus(DOUBT_PASSES).isAfter(now) ? Optional.empty()
                    : Optional.of(exception(effect, "in-doubt", "An answer was lost, and the hub is still asking",
                            Kind.IN_DOUBT, Names.capital(EffectWords.thing(effect)) + " may or may not be done at "
                                    + names.of(effect.target()) + reason(effect)));
            case REFUSED -> Optional.of(exception(effect, "refused:" + effect.code().orElse(""),
                    Names.capital(names.of(effect.target())) + " said no: " + words(effect.code().orElse("refused")),
                    Kind.BUSINESS_REFUSAL, Names.capital(names.of(effect.target())) + " refused "
                            + EffectWords.thing(effect) + reason(effect)));
            case READY, SENDING, DONE, SKIPPED, COMPENSATED -> Optional.empty();
        };
    }

    private OpenException parked(Effect effect) {
        String code = effect.code().orElse("parked");
        String title = switch (code) {
            case "attempts-exhausted" -> Names.capital(names.of(effect.target())) + " did not take it, however often it "
                    + "was tried";
            case "in-doubt" -> "Nobody knows whether " + names.of(effect.target()) + " has done it";
            case "several-found" -> Names.capital(names.of(effect.target())) + " has it more than once";
            default -> words(code);
        };
        boolean doubtful = List.of("in-doubt", "several-found").contains(code);
        return exception(effect, code, title, doubtful ? Kind.IN_DOUBT : Kind.TARGET_FAULT,
                Names.capital(EffectWords.thing(effect)) + " has stopped on its way to " + names.of(effect.target())
                        + reason(effect));
    }

    private OpenException exception(Effect effect, String cause, String title, Kind kind, String sentence) {
        return open("effect:" + effect.id(), cause + ":" + effect.target(), title, kind, Kinds.domain(effect),
                FactEntries.sentence(sentence), since(effect), Links.effect(effect.id()), fixes(effect))
                .about(order(effect));
    }

    private OpenException open(String id, String cause, String title, Kind kind, Domain domain, String sentence,
            Instant since, Links links, List<Fix> fixes) {
        return new OpenException(id, cause, title, kind, domain, sentence, since, Optional.empty(), Optional.empty(),
                Optional.empty(), new Due(since.plus(names.landscape().policies().attention().within(kind)), Due.LATE),
                links, fixes);
    }

    private static String reason(Effect effect) {
        return effect.reason().map(why -> ": " + why).orElse("");
    }

    private static Instant since(Effect effect) {
        return effect.finishedAt().or(effect::startedAt).orElse(effect.createdAt());
    }

    private static Optional<OrderNumber> order(Effect effect) {
        return OrderNumber.parse(effect.orderingKey()).or(() -> OrderNumber.parse(effect.businessKey()))
                .or(() -> LegNumber.parse(effect.businessKey()).map(LegNumber::order));
    }

    private List<Fix> fixes(Effect effect) {
        return fixes(effect, names);
    }

    /** What a person can do about an effect in its state; nothing for those that go on by themselves. */
    static List<Fix> fixes(Effect effect, Names names) {
        boolean doubtful = effect.state() == EffectState.IN_DOUBT || effect.code().filter("in-doubt"::equals).isPresent()
                || effect.code().filter("several-found"::equals).isPresent();
        boolean open = effect.state() == EffectState.PARKED || effect.state() == EffectState.IN_DOUBT;
        List<Fix> fixes = new ArrayList<>();
        if (!open && effect.state() != EffectState.REFUSED) {
            return fixes;
        }
        String target = names.of(effect.target());
        String thing = EffectWords.thing(effect);
        fixes.add(new Fix.Resend(effect.id(), doubtful
                ? Names.capital(thing) + " will be sent to " + target + " again. Look there first: if it is there already, "
                        + "it will be there twice."
                : Names.capital(thing) + " will be sent to " + target
                        + " again at once, with as many attempts as a new one. "
                        + (effect.state() == EffectState.REFUSED ? "It will be refused again unless the reason is gone."
                                : "It was certainly not done before.")));
        if (open) {
            fixes.add(new Fix.Confirm(effect.id(), Names.capital(thing) + " will count as done under the number that you "
                    + "enter. Nothing is sent. The order goes on as if " + target + " had answered."
                    + (effect.code().filter("several-found"::equals).isPresent() ? " What else " + target
                            + " has of it is one too many there, and an exception until it is undone." : "")));
        }
        fixes.add(new Fix.Skip(effect.id(), Names.capital(thing) + " will not be sent to " + target + ". "
                + (effect.kind().equals("order.post") ? "The order stays held. " : "")
                + "This cannot be undone here; your reason is kept."));
        return fixes;
    }

    Optional<OpenException> of(Parked parked) {
        boolean passes = parked.nextAttemptAt().isPresent()
                && parked.parkedAt().plus(PARKING_PASSES).isAfter(now);
        return passes ? Optional.empty() : Optional.of(open("fact:" + parked.subscription() + ":"
                + parked.fact().position(), parked.code() + ":" + parked.subscription(), title(parked.code()),
                Kinds.ofCode(parked.code()), Kinds.domain(parked.code(), parked.subscription()),
                parked.reason() + behind(parked), parked.parkedAt(), Links.fact(parked.fact().position(), Optional.empty()),
                List.of(new Fix.Release(parked.subscription(), parked.fact().position(), "It will be read again at once"
                        + (parked.waiting() > 0 ? ", and the " + parked.waiting() + " that wait behind it after it" : "")
                        + ". Mend the cause first, or it will stop in the same place; nothing is done twice.")))
                .about(order(parked)));
    }

    private static String behind(Parked parked) {
        return parked.waiting() == 0 ? "" : " " + Wording.count(parked.waiting(), "later message")
                + (parked.waiting() == 1 ? " waits" : " wait") + " behind it.";
    }

    private static Optional<OrderNumber> order(Parked parked) {
        return OrderNumber.parse(parked.fact().key()).or(() -> LegNumber.parse(parked.fact().key()).map(LegNumber::order))
                .or(() -> LegNumber.parse(parked.fact().subject()).map(LegNumber::order));
    }

    static String title(String code) {
        return switch (code) {
            case "fault" -> "The hub could not digest something";
            case "edi-partner-unknown" -> "An EDI message came from a partner whom nobody knows";
            case "edi-item-unknown", "item-unknown" -> "An item number means nothing to us";
            case "edi-control-reused" -> "An EDI control number was used twice for different content";
            case "edi-document-refused" -> "A partner refused one of our EDI documents";
            case "edi-document-invalid" -> "An EDI document cannot be written";
            case "tracking-unknown" -> "A carrier reports on a package that we do not know";
            case "not-shipped-yet" -> "A carrier has a package that has not left yet";
            case "leg-unknown" -> "A report is about a shipment that we do not know";
            case "order-unknown" -> "A report is about an order that we do not know";
            case "return-unknown" -> "Goods came back under a number that we do not know";
            case "return-not-authorised" -> "Goods came back before anybody said yes";
            case "return-ended" -> "Goods came back after the return had ended";
            case "substitute-not-taken" -> "A warehouse put in another item, and the account does not take it";
            case "substitute-not-bookable" -> "Another item could be sent, and the ERP takes no further line";
            case "return-wrong-item" -> "Other goods came back than the return names";
            case "return-over-received" -> "More came back than was authorised";
            case "order-state" -> "Two systems contradict each other about an order";
            case "message-conflict" -> "The same key came again with another content";
            default -> words(code);
        };
    }

    private static String words(String code) {
        String words = code.replace('-', ' ').replace('_', ' ');
        return Names.capital(words);
    }

    OpenException of(Drift drift) {
        Difference difference = drift.difference();
        String them = Names.capital(names.of(drift.system()));
        DriftSort sort = DriftSort.of(drift);
        return open("drift:" + drift.id(), "drift:" + sort.cause() + difference.cause().label() + ":" + drift.system(),
                sort.title() + lower(difference.cause().title()), Kind.DRIFT, sort.domain(),
                difference.sentence() + " We have " + difference.ours()
                        + "; " + them + " says "
                        + difference.theirs() + ".", drift.since(), Links.NONE, fixes(drift, names))
                .about(sort == DriftSort.ORDER ? OrderNumber.parse(difference.key())
                        : LegNumber.parse(difference.key()).filter(leg -> sort == DriftSort.SHIPMENT).map(LegNumber::order))
                .worth(difference.value().map(value -> new OpenException.Stake(value.amount(),
                        value.currency().getCurrencyCode())));
    }

    /** A target has one document too many of something that was done once. */
    OpenException of(Document surplus, Effect effect) {
        String target = Names.capital(names.of(effect.target()));
        return open(SURPLUS + effect.id() + ":" + surplus.reference(), SURPLUS + effect.kind() + ":" + effect.target(),
                target + " has something once too often", Kind.DRIFT, Kinds.domain(effect.kind(), effect.target()),
                Names.capital(EffectWords.thing(effect)) + " is " + effect.reference().orElse("done") + " at " + target
                        + ", which has it as " + surplus.reference() + " besides: that one has to be undone there.",
                surplus.seenAt(), Links.effect(effect.id()), List.of()).about(order(effect));
    }

    /** A server that shows another key, or lets nobody in, will not mend itself. */
    Optional<OpenException> of(FeedState feed) {
        return feed.failure().filter(failure -> !List.of("unreachable", "look-broken").contains(failure.code())
                || !failure.since().plus(ABSENCE_PASSES).isAfter(now))
                .map(failure -> open("files:" + feed.system() + "/" + feed.feed(), "files:" + failure.code() + ":"
                        + feed.system(), "Files are not fetched: " + lower(words(failure.code())), Kind.TARGET_FAULT,
                        Domain.WAREHOUSE, "The files " + feed.feed() + " of "
                                + names.of(feed.system()) + " are not fetched. " + failure.sentence(), failure.since(),
                        Links.NONE, List.of()));
    }

    /** A broker that is away for a moment comes back by itself. */
    Optional<OpenException> source(FeedState source) {
        return source.failure().filter(failure -> !failure.since().plus(ABSENCE_PASSES).isAfter(now))
                .map(failure -> open("source:" + source.system(), "source:" + failure.code(),
                        "Messages are not fetched: " + lower(words(failure.code())), Kind.TARGET_FAULT, Domain.OPERATIONS,
                        "Nothing is fetched from the source " + source.system() + ". " + failure.sentence(),
                        failure.since(), Links.NONE, List.of()));
    }

    OpenException of(Breach breach) {
        return open("breach:" + breach.id(), "invariant:" + breach.invariant().name(), "Does not add up: "
                + lower(breach.invariant().sentence()).replaceFirst("\\.$", ""), Kind.INVARIANT_BROKEN,
                Kinds.ofInvariant(breach.invariant().owner()), breach.subject() + ": " + breach.says(), breach.since(),
                Links.NONE, List.of()).about(breach.order());
    }

    /** Somebody has changed the landscape, and it is wrong. */
    OpenException of(Landscapes.Refusal refusal) {
        int more = refusal.mistakes().size() - MISTAKES;
        return open("landscape:refused", "landscape-refused", "A change of the landscape is wrong", Kind.BAD_DATA,
                Domain.OPERATIONS, "The landscape was changed and is wrong, so the one before stays in force. "
                        + refusal.mistakes().stream().limit(MISTAKES).map(Mistake::toString)
                                .collect(Collectors.joining("; ")) + (more > 0 ? "; and " + more + " more" : "")
                        + ". This closes when the folder is right.", refusal.at(), Links.NONE, List.of());
    }

    /** What was practised went wrong, and nobody has shown since that it is well. */
    OpenException of(FailedDrill drill) {
        return open("drill:" + drill.id(), "drill-failed:" + drill.drill(), "A drill failed: " + drill.drill(),
                Kind.INVARIANT_BROKEN, Domain.OPERATIONS, "The drill " + drill.drill() + ", seed " + drill.seed()
                        + ", failed: " + (drill.findings().isEmpty() ? "it did not come to its end."
                                : String.join(" ", drill.findings().stream().limit(FINDINGS).toList()))
                        + " Its report is under Drills; this closes when it passes.", drill.begun(), Links.NONE, List.of());
    }

    /** Nobody can say any more what "version 3" does: two texts go by that name. */
    OpenException of(MapVersion map, Instant since) {
        return open("map:" + map.id(), "map-changed-silently", "The text of a map was changed, its version was not",
                Kind.DRIFT, map.id().startsWith("connectors") ? Domain.OPERATIONS : Domain.EDI, "Version " + map.version()
                        + " of " + map.id() + " was used with another text than it has now. What is made from now on is "
                        + "made with the new text. Give the text a version of its own; " + map.owner()
                        + " answers for it.", since, Links.NONE, List.of());
    }

    OpenException of(Change change) {
        io.crossdock.platform.stewardship.Difference first = change.differences().getFirst();
        int more = change.differences().size() - 1;
        String before = first.before().isEmpty() ? "nothing" : first.before();
        String after = first.after().isEmpty() ? "nothing" : first.after();
        return open("change:" + change.id(), "master-data-waits:" + change.feed(),
                "A risky change of master data waits for a decision", Kind.DEADLINE_MISSED, Domain.MASTER_DATA,
                change.key() + ", " + first.what() + ": in force is " + before + ", its source says "
                        + after + (more == 0 ? "" : ", and " + more + " more") + ".", change.since(), Links.NONE,
                List.of(new Fix.Review(change.id(),
                        "You see what is in force and what would be, and approve or decline it.")));
    }

    /** What a person can do about drift. */
    static List<Fix> fixes(Drift drift, Names names) {
        if (drift.state() == Drift.State.CLOSED) {
            return List.of();
        }
        String them = Names.capital(names.of(drift.system()));
        return switch (DriftSort.of(drift)) {
            case SHIPMENT -> shipmentFixes(drift, them);
            case ORDER -> orderFixes(drift, them);
            case INVOICE -> invoiceFixes(drift, them);
            case MASTER_DATA -> masterDataFixes(drift, them);
            case STOCK -> stockFixes(drift, them);
        };
    }

    private static List<Fix> stockFixes(Drift drift, String them) {
        Difference difference = drift.difference();
        List<Fix> fixes = new ArrayList<>();
        if (difference.repairable()) {
            fixes.add(new Fix.TakeTheirs(drift.id(), them, "Our position " + difference.key() + " becomes what " + them
                    + " says: " + difference.theirs() + " instead of " + difference.ours()
                    + ". Promises that lose their goods by it are named, and goods that come free may fill backorders. "
                    + "It is one movement with your name, and the next message counts on."));
        }
        if (drift.state() == Drift.State.OPEN) {
            fixes.add(new Fix.KeepOurs(drift.id(), "Our position " + difference.key() + " stays as it is: "
                    + difference.ours() + ". Have it counted at " + them + ", who says " + difference.theirs()
                    + ". It leaves the exceptions, and comes back if they differ after the next count. "
                    + "Until then we promise what we believe to be there."));
        }
        return fixes;
    }

    private static List<Fix> orderFixes(Drift drift, String them) {
        Difference difference = drift.difference();
        String order = difference.key();
        List<Fix> fixes = new ArrayList<>();
        if (difference.repairable()) {
            fixes.add(switch (difference.cause()) {
                case DOUBLED -> new Fix.Mend(drift.id(), "Cancel the surplus there", "What " + them + " has once too often "
                        + "of " + order + " is cancelled there, as far as it is open: " + difference.theirs()
                        + ". The one that counts stays: " + difference.ours() + ".");
                case NOT_CANCELLED -> new Fix.Mend(drift.id(), "Cancel it there again", them + " is told again what of "
                        + order + " is cancelled altogether. Told twice it changes nothing.");
                case UNKNOWN_TO_US, UNKNOWN_TO_THEM, MESSAGE_LOST, HUB_AHEAD, COUNT_DIFFERS, VALUES_DIFFER, UNIT_DIFFERS ->
                    new Fix.Mend(drift.id(), "Ask " + them + " again", them + " is asked for " + order + " by our number. "
                            + "What it has counts from then on; only if it has nothing the order is posted again.");
            });
        }
        if (drift.state() == Drift.State.OPEN) {
            fixes.add(new Fix.KeepOurs(drift.id(), order + " stays with us as it is: " + difference.ours() + ". Have " + them
                    + " put it right there, who says " + difference.theirs()
                    + ". It leaves the exceptions, and comes back when either of us says something else."));
        }
        return fixes;
    }

    private static List<Fix> invoiceFixes(Drift drift, String them) {
        Difference difference = drift.difference();
        List<Fix> fixes = new ArrayList<>();
        if (difference.repairable()) {
            fixes.add(new Fix.TakeTheirs(drift.id(), them, "Invoice " + difference.key() + " of " + them
                    + ", " + difference.theirs() + ", is kept as if it had just been answered: the buyer is told of it."));
        }
        if (drift.state() == Drift.State.OPEN) {
            fixes.add(new Fix.KeepOurs(drift.id(), "Invoice " + difference.key() + " stays with us as it is: "
                    + difference.ours() + ". Have " + them + " put it right there, who says " + difference.theirs()
                    + ". It leaves the exceptions, and comes back when either of us says something else."));
        }
        return fixes;
    }

    private static List<Fix> masterDataFixes(Drift drift, String them) {
        Difference difference = drift.difference();
        List<Fix> fixes = new ArrayList<>();
        if (difference.repairable()) {
            fixes.add(new Fix.TakeTheirs(drift.id(), them, difference.key() + " becomes what " + them + " says: "
                    + difference.theirs() + " instead of " + difference.ours() + ". What is risky about it waits for "
                    + "approval. New orders are checked against it; those that are accepted stay as they are."));
        }
        if (drift.state() == Drift.State.OPEN) {
            fixes.add(new Fix.KeepOurs(drift.id(), difference.key() + " stays as it is: " + difference.ours() + ". Have "
                    + them + " look at it, who says " + difference.theirs() + ". It leaves the exceptions, and comes back "
                    + "when either of us says something else."));
        }
        return fixes;
    }

    private static List<Fix> shipmentFixes(Drift drift, String them) {
        Difference difference = drift.difference();
        List<Fix> fixes = new ArrayList<>();
        if (difference.repairable()) {
            fixes.add(new Fix.TakeTheirs(drift.id(), them, "Shipment " + difference.key() + " becomes what " + them
                    + " says: " + difference.theirs() + " instead of " + difference.ours() + ", and the goods that moved by "
                    + "it are counted as " + them + " counts them. What has left is invoiced and told to the buyer; for "
                    + "what is missing another way is sought. A report that still comes later changes nothing."));
        }
        if (drift.state() == Drift.State.OPEN) {
            fixes.add(new Fix.KeepOurs(drift.id(), "Shipment " + difference.key() + " stays " + difference.ours()
                    + ". Ask " + them + ", who says " + difference.theirs() + ". It leaves the exceptions, and comes back "
                    + "when either of us says something else."));
        }
        return fixes;
    }

    private static String lower(String title) {
        return title.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + title.substring(1);
    }

    OpenException of(StoryStore.Reused reused) {
        return open("message:" + reused.id(), "message-conflict:" + reused.source(), title("message-conflict"),
                Kind.BAD_DATA, Kinds.domain(reused.source()), Names.capital(names.of(reused.source()))
                        + " used the key " + reused.dedupeKey()
                        + " again for another content. The second one was refused and kept aside.",
                reused.receivedAt(), Links.message(reused.message()), List.of());
    }
}
