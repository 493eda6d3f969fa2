package io.crossdock.platform.gateway;

import io.crossdock.canonical.Fault;
import java.util.ArrayList;
import java.util.List;

/**
 * The faults of one document, in the order in which they are found; counts beyond its limit but keeps no
 * more.
 */
final class FaultList {

    private static final int MOST = 100;
    private static final int LONGEST_POINTER = 400;
    private static final int LONGEST_MESSAGE = 1000;

    private final List<Fault> found = new ArrayList<>();
    private int beyond;

    void add(String pointer, String code, String message) {
        if (found.size() == MOST) {
            beyond++;
        } else {
            found.add(new Fault(cut(pointer, LONGEST_POINTER), code, cut(message, LONGEST_MESSAGE)));
        }
    }

    List<Fault> all() {
        List<Fault> all = new ArrayList<>(found);
        if (beyond > 0) {
            all.add(new Fault("", "more-faults", "There are " + beyond
                    + " more faults than are listed here."));
        }
        return List.copyOf(all);
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
