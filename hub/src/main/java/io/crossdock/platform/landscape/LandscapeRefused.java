package io.crossdock.platform.landscape;

import java.util.List;
import java.util.stream.Collectors;

/** The folder cannot be used as it is. All its mistakes are named. */
public final class LandscapeRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Mistake> mistakes;

    LandscapeRefused(List<Mistake> mistakes) {
        super(mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n  ", "\n  ", "")));
        this.mistakes = List.copyOf(mistakes);
    }

    public List<Mistake> mistakes() {
        return mistakes;
    }
}
