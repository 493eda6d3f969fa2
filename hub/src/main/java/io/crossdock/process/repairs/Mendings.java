package io.crossdock.process.repairs;

import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.journal.Journal;
import io.crossdock.process.repairs.EffectRemedy.Decision;
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
    @Order(6)
    Remedy readAgain(Journal journal, Exceptions exceptions) {
        return new ReleaseRemedy(journal, exceptions);
    }
}
