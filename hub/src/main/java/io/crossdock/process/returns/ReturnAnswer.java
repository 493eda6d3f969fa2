package io.crossdock.process.returns;

import io.crossdock.canonical.Fault;
import io.crossdock.canonical.Return;
import java.util.List;

/** What became of a request or a decision about a return. */
public sealed interface ReturnAnswer {

    /** @param repeated whether the same message was answered before */
    record Taken(Return taken, boolean repeated) implements ReturnAnswer {
    }

    /** Every reason at once, with pointers into the request. */
    record Refused(List<Fault> faults) implements ReturnAnswer {

        public Refused {
            faults = List.copyOf(faults);
        }

        static Refused because(String pointer, String code, String why) {
            return new Refused(List.of(new Fault(pointer, code, why)));
        }
    }

    /** The key was used for another request. */
    record Conflict() implements ReturnAnswer {
    }

    /** There is no such return. */
    record Unknown() implements ReturnAnswer {
    }
}
