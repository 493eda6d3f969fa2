package io.crossdock.process.story;

import io.crossdock.canonical.Return;
import io.crossdock.canonical.Return.CreditMemo;
import io.crossdock.canonical.Return.Disposition;
import io.crossdock.process.returns.ReturnFact;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells of goods that come back. */
final class ReturnEntries {

    static final List<String> TYPES = List.of(ReturnFact.REQUESTED, ReturnFact.AUTHORISED, ReturnFact.REFUSED,
            ReturnFact.CANCELLED, ReturnFact.LAPSED, ReturnFact.RECEIVED, ReturnFact.INSPECTED, ReturnFact.SETTLED,
            ReturnFact.CREDIT_POSTED, ReturnFact.CREDIT_REFUSED);

    private ReturnEntries() {
    }

    /** For people of the house. */
    static String sentence(String type, ReturnFact fact, Wording wording) {
        Return back = fact.current();
        String number = "Return " + back.number();
        return switch (type) {
            case ReturnFact.REQUESTED -> number + " was asked for: " + goods(back) + ", worth "
                    + Wording.money(back.value().amount(), back.value().currency().getCurrencyCode()) + ".";
            case ReturnFact.AUTHORISED -> number + " is authorised; the goods must be in " + back.warehouse()
                    + deadline(back, wording) + ", or it lapses.";
            case ReturnFact.REFUSED -> FactEntries.sentence(number + " was refused" + why(fact));
            case ReturnFact.CANCELLED -> number + " was cancelled by the buyer.";
            case ReturnFact.LAPSED -> number + " has lapsed: its goods were not there in time.";
            case ReturnFact.RECEIVED -> number + ": " + came(fact) + " arrived.";
            case ReturnFact.INSPECTED -> number + " was looked at: " + came(fact) + ".";
            case ReturnFact.SETTLED -> number + " is complete; its credit is worked out once everything is invoiced.";
            case ReturnFact.CREDIT_POSTED -> "Credit " + back.credit().flatMap(CreditMemo::reference).orElse("")
                    + " over " + back.credit().map(credit -> Wording.money(credit.total(), credit.currency())).orElse("")
                    + " for return " + back.number() + fee(back) + ".";
            case ReturnFact.CREDIT_REFUSED -> FactEntries.sentence("The credit for return " + back.number()
                    + " was refused" + why(fact));
            default -> throw new IllegalArgumentException("not about returns: " + type);
        };
    }

    /** For buyers; empty for what is nobody's business outside. */
    static Optional<String> forBuyer(String type, ReturnFact fact) {
        Return back = fact.current();
        String number = "Return " + back.number();
        return switch (type) {
            case ReturnFact.REQUESTED -> Optional.of("We have your return " + back.number() + ": " + goods(back) + ".");
            case ReturnFact.AUTHORISED -> Optional.of(number + " is authorised: send the goods to " + back.warehouse()
                    + back.arriveBy().map(at -> ", so that they are there by " + at.toString().substring(0, 10)).orElse("")
                    + ".");
            case ReturnFact.REFUSED -> Optional.of(FactEntries.sentence(number + " is refused" + why(fact)));
            case ReturnFact.CANCELLED -> Optional.of(number + " is cancelled.");
            case ReturnFact.LAPSED -> Optional.of(number + " has lapsed: the goods were not here in time.");
            case ReturnFact.RECEIVED -> Optional.of(number + ": " + came(fact) + " arrived.");
            case ReturnFact.CREDIT_POSTED -> Optional.of(back.credit().map(credit -> "We have credited "
                    + Wording.money(credit.total(), credit.currency()) + " for return " + back.number()).orElse(number
                    + " is credited") + fee(back) + ".");
            default -> Optional.empty();
        };
    }

    private static String goods(Return back) {
        return back.lines().stream().map(line -> Wording.quantity(line.asked()) + " " + line.sku() + " ("
                + line.reason().label().replace('_', ' ') + ")").collect(Collectors.joining(", "));
    }

    private static String came(ReturnFact fact) {
        return fact.came().stream().map(each -> Wording.quantity(each.quantity()) + " " + each.sku()
                + each.disposition().map(ReturnEntries::words).orElse("")).collect(Collectors.joining(", "));
    }

    private static String words(Disposition disposition) {
        return switch (disposition) {
            case SELLABLE -> " as new";
            case DAMAGED -> " damaged and on hold";
            case SCRAPPED -> " thrown away";
        };
    }

    private static String deadline(Return back, Wording wording) {
        return back.arriveBy().map(at -> " by " + wording.day(LocalDate.ofInstant(at, wording.zone()))).orElse("");
    }

    private static String fee(Return back) {
        return back.credit().filter(credit -> credit.fee().signum() > 0).map(credit -> ", after a restocking fee of "
                + Wording.money(credit.fee(), credit.currency())).orElse("");
    }

    private static String why(ReturnFact fact) {
        return fact.why().map(why -> ": " + why).orElse("");
    }
}
