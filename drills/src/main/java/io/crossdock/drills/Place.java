package io.crossdock.drills;

import java.util.Locale;
import java.util.Random;

/** Where a hub can be told to die ({@code crossdock.drills.crash}), and how often it passes there within seconds. */
enum Place {

    BEFORE_KEEP(12),
    AFTER_KEEP(12),
    BEFORE_ANSWER(12),
    BEFORE_CLAIM(600),
    AFTER_CLAIM(40),
    BEFORE_ADVANCE(40),
    AFTER_ADVANCE(40),
    BEFORE_CALL(16),
    AFTER_CALL(16),
    AFTER_OUTCOME(16),
    BEFORE_COMMIT(200),
    AFTER_COMMIT(200);

    private final int passes;

    Place(int passes) {
        this.passes = passes;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Deed.CrashHub on(int hub, Random random) {
        return new Deed.CrashHub(hub, word(), random.nextInt(passes));
    }
}
