package io.crossdock.process.ordering;

import io.crossdock.canonical.AccountId;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Policies.Check;
import io.crossdock.platform.landscape.Policies.Source;
import io.crossdock.system.connectors.CreditSource;
import io.crossdock.system.connectors.Role;
import io.crossdock.system.credit.Credit;
import io.crossdock.system.credit.Credit.Standing;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** Asks the ERP for credit standings where the policy wants a live answer, never more than a few at a time. */
@Component
class CreditAnswers {

    /** Questions under way at once; whoever comes beyond that is decided from what is known. */
    private static final int AT_ONCE_MAX = 16;

    private final Credit credit;
    private final List<CreditSource> sources;
    private final Semaphore questions = new Semaphore(AT_ONCE_MAX);

    CreditAnswers(Credit credit, List<CreditSource> sources) {
        this.credit = credit;
        this.sources = sources;
    }

    /** Brings a standing up to date. Returns false if the ERP was asked and did not answer. */
    boolean refresh(AccountId account, Landscape landscape) {
        boolean unknown = credit.known(account).isEmpty();
        return switch (landscape.policies().check(Check.CREDIT)) {
            case Source.Live(var budget, var maxAge) -> ask(account, landscape, budget);
            case Source.Replicated(var maxAge) -> !unknown || ask(account, landscape, java.time.Duration.ofSeconds(1));
        };
    }

    private boolean ask(AccountId account, Landscape landscape, java.time.Duration budget) {
        Optional<Role.Bound<CreditSource>> source = landscape.erp(account).flatMap(erp -> Role.of(sources, erp));
        if (source.isEmpty() || !questions.tryAcquire()) {
            return source.isPresent();
        }
        try {
            return switch (source.get().role().credit(source.get().system(), account, budget)) {
                case CreditSource.Answer.Standing s -> {
                    credit.report(List.of(new Standing(account, s.currency(), s.limit(), s.exposure(), s.position(),
                            s.asOf())));
                    yield true;
                }
                case CreditSource.Answer.NoAnswer(String why) -> false;
            };
        } finally {
            questions.release();
        }
    }
}
