package io.crossdock.platform.effects;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That it dies is seen by the drill {@code hub-killed}; here it must live. */
class CrashPointsTest {

    @ParameterizedTest
    @EnumSource(CrashPoints.Point.class)
    void nothingHappensUnlessADrillSaysSo(CrashPoints.Point point) {
        CrashPoints none = new CrashPoints("");
        assertThatCode(() -> {
            for (int i = 0; i < 1000; i++) {
                none.reach(point);
            }
        }).doesNotThrowAnyException();
    }

    @Test
    void anotherPlaceAndAnEarlierPassageDoNotCount() {
        CrashPoints last = new CrashPoints("after-call:3");
        assertThatCode(() -> {
            for (int i = 0; i < 10; i++) {
                last.reach(CrashPoints.Point.BEFORE_CALL);
            }
            for (int i = 0; i < 3; i++) {
                last.reach(CrashPoints.Point.AFTER_CALL);
            }
        }).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"after-cal:3", "after-call", "after-call:x", "after-call:-1", ":", "after-call:1:2"})
    void aPlaceThatDoesNotExistKeepsTheHubFromStarting(String crash) {
        assertThatThrownBy(() -> new CrashPoints(crash)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("crossdock.drills.crash");
    }
}
