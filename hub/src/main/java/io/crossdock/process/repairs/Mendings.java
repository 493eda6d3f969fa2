package io.crossdock.process.repairs;

import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.journal.Journal;
import io.crossdock.process.fulfilment.LegFact.Booking;
import io.crossdock.process.fulfilment.WrongItems;
import io.crossdock.process.ordering.Ordering;
import io.crossdock.process.repairs.EffectRemedy.Decision;
import io.crossdock.process.repairs.SettledRemedy.Words;
import io.crossdock.process.returns.SurplusReport;
import io.crossdock.process.story.Exceptions;
import io.crossdock.process.story.Stories;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The remedies for what has stopped in the ledgers. */
@Configuration(proxyBeanMethods = false)
class Mendings {

    @Bean
    @Order(1)
    Remedy askAgain(Effects effects, Exceptions exceptions, Stories stories) {
        return new EffectRemedy(Decision.ASK, effects, exceptions, stories);
    }

    @Bean
    @Order(2)
    Remedy confirmDone(Effects effects, Exceptions exceptions, Stories stories) {
        return new EffectRemedy(Decision.CONFIRM, effects, exceptions, stories);
    }

    @Bean
    @Order(3)
    Remedy sendAgain(Effects effects, Exceptions exceptions, Stories stories) {
        return new EffectRemedy(Decision.RESEND, effects, exceptions, stories);
    }

    @Bean
    @Order(4)
    Remedy leaveOut(Effects effects, Exceptions exceptions, Stories stories) {
        return new EffectRemedy(Decision.SKIP, effects, exceptions, stories);
    }

    @Bean
    @Order(5)
    Remedy resumeSystem(Effects effects, Stories stories) {
        return new ResumeRemedy(effects, stories);
    }

    @Bean
    @Order(7)
    Remedy undoneThere(Effects effects, Exceptions exceptions) {
        return new SurplusRemedy(effects, exceptions);
    }

    @Bean
    @Order(6)
    Remedy readAgain(Journal journal, Exceptions exceptions) {
        return new ReleaseRemedy(journal, exceptions);
    }

    @Bean
    @Order(8)
    Remedy surplusSettled(SurplusReport surplus, Exceptions exceptions) {
        return new SettledRemedy(exceptions, SurplusReport.SUBSCRIPTION, new Words("surplus-settled",
                "It is settled with the buyer",
                "The hub keeps who settled it and why. It credits nothing and moves no goods."), surplus::settle);
    }

    @Bean
    @Order(9)
    Remedy wrongItemSettled(WrongItems items, Exceptions exceptions) {
        return new SettledRemedy(exceptions, WrongItems.SUBSCRIPTION, new Words("wrong-item-settled",
                "It is settled with the warehouse or the buyer",
                "The hub keeps who settled it and why. It moves no goods and changes no order."), items::settle);
    }

    @Bean
    @Order(10)
    Remedy takenAfterAll(WrongItems items, Exceptions exceptions, Ordering ordering) {
        return new TakingRemedy(exceptions, items, ordering, Booking.TOLD);
    }

    @Bean
    @Order(11)
    Remedy bookedByHand(WrongItems items, Exceptions exceptions, Ordering ordering) {
        return new TakingRemedy(exceptions, items, ordering, Booking.BY_HAND);
    }
}
