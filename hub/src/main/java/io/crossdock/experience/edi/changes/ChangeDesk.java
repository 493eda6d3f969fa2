package io.crossdock.experience.edi.changes;

import io.crossdock.canonical.Fault;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.experience.edi.changes.ChangeAnswers.Answer;
import io.crossdock.experience.edi.changes.ChangeAnswers.Line;
import io.crossdock.experience.edi.changes.ChangeAnswers.Word;
import io.crossdock.experience.edi.changes.ChangeRequestStore.Bought;
import io.crossdock.experience.edi.changes.ChangeRequestStore.Request;
import io.crossdock.experience.edi.incoming.ReceivedSet;
import io.crossdock.experience.edi.incoming.ReceivedSets;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Partner;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Decides when a change by 860 is its turn: none is lost, none is done twice, none overtakes another. */
@Component
class ChangeDesk {

    private final ChangeRequestStore store;
    private final ChangeAnswers answers;
    private final ChangeMaps maps;
    private final ChangeDecision decision;
    private final Surroundings around;

    ChangeDesk(ChangeRequestStore store, ChangeAnswers answers, ChangeMaps maps, ChangeDecision decision,
            Surroundings around) {
        this.store = store;
        this.answers = answers;
        this.maps = maps;
        this.decision = decision;
        this.around = around;
    }

    @Component("edi-change-surroundings")
    record Surroundings(ReceivedSets sets, Landscapes landscapes, Json json, Clock clock) {
    }

    Instant now() {
        return around.clock().instant();
    }

    Landscape landscape() {
        return around.landscapes().current();
    }

    /**
     * A change with what is needed to answer it.
     *
     * @param now of the whole look: a change whose time ends during it must not count as looked at after that
     */
    record Case(Request request, ReceivedSet set, Partner partner, ChangeDocument document, Instant now) {

        Origin origin() {
            return new Origin(set.correlation(), Optional.of(request.fact()), "partner:" + partner.id(), Optional.empty());
        }
    }

    /** Looks at a change; whatever it can be by now, it becomes. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void turn(UUID set, Instant now) {
        store.lock(set).filter(request -> request.state().equals("waiting") || request.state().equals("asked"))
                .ifPresent(request -> {
                    Case change = load(request, now);
                    if (request.state().equals("asked")) {
                        follow(change);
                    } else {
                        begin(change);
                    }
                });
    }

    private Case load(Request request, Instant now) {
        ReceivedSet set = around.sets().set(request.set()).orElseThrow();
        Partner partner = landscape().partner(request.partner()).orElseThrow(() -> new Indigestible("edi-partner-unknown",
                "The profile of partner " + request.partner() + " is gone."));
        return new Case(request, set, partner, maps.read(maps.map(set, partner), partner), now);
    }

    private void begin(Case change) {
        Request request = change.request();
        Optional<Request> same = request.number().flatMap(number -> store.before(request).stream()
                .filter(each -> each.number().equals(Optional.of(number))).findFirst());
        if (same.isPresent()) {
            again(change, same.get());
            return;
        }
        List<Bought> bought = store.bought(request.partner(), request.reference());
        Optional<Bought> order = bought.stream().filter(each -> each.release().equals(request.release())).findFirst()
                .or(() -> bought.size() == 1 && request.release().isEmpty() ? bought.stream().findFirst()
                        : Optional.empty());
        if (order.isEmpty()) {
            absent(change);
            return;
        }
        switch (order.get().state()) {
            case "accepted" -> inTurn(change, order.get());
            case "refused" -> refuse(change, new Fault("/reference", "order-refused", "Order " + request.reference()
                    + " was refused; there is nothing to change."), Optional.empty());
            default -> store.waits(request.set(), "Its order is not decided yet.", change.now());
        }
    }

    /** The same number again: the same change is answered again, another one is none. */
    private void again(Case change, Request first) {
        Request request = change.request();
        boolean repeated = around.sets().set(first.set()).filter(set -> set.body().strip()
                .equals(change.set().body().strip())).isPresent();
        if (!repeated) {
            refuse(change, new Fault("/number", "change-number-reused", "Change " + request.number().orElse("")
                    + " of order " + request.reference() + " came before with another content."), first.order());
        } else if (Set.of("waiting", "stuck").contains(first.state())) {
            store.waits(request.set(), "The same change came before and waits.", change.now());
        } else {
            store.settle(request.set(), "repeated", first.order(), Optional.empty(), change.now());
            around.sets().repeated(request.set());
            answers.repeat(first, change.partner(), (int) (request.fact() % Integer.MAX_VALUE), change.origin());
        }
    }

    private void absent(Case change) {
        Request request = change.request();
        if (request.until().isAfter(change.now())) {
            store.waits(request.set(), "Order " + request.reference() + " has not come yet.", change.now());
        } else {
            refuse(change, new Fault("/reference", "order-unknown", "We have no order " + request.reference() + " of yours"
                    + (request.release().isEmpty() ? "." : " with release " + request.release() + ".")), Optional.empty());
        }
    }

    /** Changes of an order are done in the order of their numbers, where they have some. */
    private void inTurn(Case change, Bought bought) {
        Request request = change.request();
        long last = store.decided(request).orElse(0L);
        if (request.rank().filter(rank -> rank < last).isPresent()) {
            refuse(change, new Fault("/number", "change-overtaken", "Change " + last + " of order " + request.reference()
                    + " was decided before change " + request.number().orElse("") + " came; send what shall hold now."),
                    bought.order());
        } else if (request.rank().filter(rank -> rank > last + 1).isPresent() && request.until().isAfter(change.now())) {
            store.waits(request.set(), "Change " + (last + 1) + " of the order has not come yet.", change.now());
        } else {
            decide(change, bought);
        }
    }

    private void decide(Case change, Bought bought) {
        OrderNumber number = bought.order().flatMap(OrderNumber::parse).orElseThrow();
        ReceivedSet purchase = around.sets().set(bought.set()).orElseThrow();
        ChangeDecision.Outcome outcome = decision.decide(change, purchase, number);
        if (outcome.later().isPresent()) {
            later(change, bought, outcome.later().get());
            return;
        }
        answer(change, outcome.answer(), Word.FIRST, Optional.of(number.value()));
        Request request = change.request();
        String state = outcome.done() ? outcome.waits() ? "asked" : "decided" : "refused";
        store.settle(request.set(), state, Optional.of(number.value()), Optional.of(outcome.answer()), change.now());
        around.sets().changed(request.set(), number.value(), outcome.done());
    }

    private void later(Case change, Bought bought, String why) {
        if (change.request().until().isAfter(change.now())) {
            store.waits(change.request().set(), why, change.now());
        } else {
            refuse(change, new Fault("", "not-decided", "It could not be decided in time: " + why), bought.order());
        }
    }

    private void refuse(Case change, Fault fault, Optional<String> order) {
        Answer answer = ChangeAnswers.refusal(change.document(), ChangeAnswers.notes(List.of(fault),
                Segments.of(change.set().body())));
        answer(change, answer, Word.FIRST, order);
        store.settle(change.request().set(), "refused", order, Optional.of(answer), change.now());
        order.ifPresentOrElse(number -> around.sets().changed(change.request().set(), number, false),
                () -> around.sets().refused(change.request().set()));
    }

    /** All who were asked have answered: the partner is told what holds. */
    private void follow(Case change) {
        Request request = change.request();
        OrderNumber number = request.order().flatMap(OrderNumber::parse).orElseThrow();
        ReceivedSet purchase = around.sets().ofOrder(number.value()).orElseThrow();
        Answer first = around.json().read(request.answer().orElseThrow(), Answer.class);
        Optional<Answer> last = decision.follow(first, purchase, number);
        if (last.isEmpty()) {
            store.waits(request.set(), "A warehouse or supplier is asked.", change.now());
            return;
        }
        answer(change, last.get(), Word.FINAL, request.order());
        store.settle(request.set(), "decided", request.order(), Optional.of(last.get()), change.now());
    }

    /**
     * The ERP has not taken lines that were added to an order: whoever asked for them by a change is told that they do not
     * come. The last change that said so takes it back.
     *
     * @param lines as the buyer names them
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void takeBack(OrderNumber number, Set<Integer> lines) {
        Set<Integer> left = new TreeSet<>(lines);
        Instant moment = now();
        for (UUID set : store.answered(number.value())) {
            Request request = store.lock(set).orElseThrow();
            Answer before = around.json().read(request.answer().orElseThrow(), Answer.class);
            Answer now = decision.takenBack(before, left, around.sets().ofOrder(number.value()).orElseThrow(), number);
            if (!now.lines().equals(before.lines())) {
                answer(load(request, moment), now, Word.TAKEN_BACK, request.order());
                store.settle(set, request.state(), request.order(), Optional.of(now), moment);
                now.lines().stream().filter(line -> !before.lines().contains(line)).map(Line::lineNo).forEach(left::remove);
            }
        }
    }

    private void answer(Case change, Answer answer, Word word, Optional<String> order) {
        answers.write(change.request(), change.partner(), change.document(), answer, word, order, change.origin());
    }
}
