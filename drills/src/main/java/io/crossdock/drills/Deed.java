package io.crossdock.drills;

/** Something bad, or its end. */
sealed interface Deed {

    /** A system of the estate gets faults, in the words of its contract; they replace those it had. */
    record Hurt(String system, String faults) implements Deed {
        @Override
        public String toString() {
            return system + " gets " + faults;
        }
    }

    /** All systems are well again. */
    record Heal() implements Deed {
        @Override
        public String toString() {
            return "all systems are well again";
        }
    }

    /** {@code kill -9}; the hub comes back at once. */
    record KillHub(int hub) implements Deed {
        @Override
        public String toString() {
            return "hub " + hub + " is killed and started again";
        }
    }

    /** The hub is started again so that it dies by itself at a place in its work, and comes back whole. */
    record CrashHub(int hub, String place, int passes) implements Deed {
        @Override
        public String toString() {
            return "hub " + hub + " dies at " + place + " after " + passes + " passages";
        }
    }

    /** The hub is started again with a clock that is wrong. */
    record SkewClock(int hub, int seconds) implements Deed {
        @Override
        public String toString() {
            return "the clock of hub " + hub + " goes wrong by " + seconds + " s";
        }
    }

    /** The hub is started again, and its clock jumps in the middle of the work. */
    record JumpClock(int hub, int seconds, int after) implements Deed {
        @Override
        public String toString() {
            return "the clock of hub " + hub + " jumps by " + seconds + " s, " + after + " s after a new start";
        }
    }

    /** {@code kill -9} of the database server, which comes back. */
    record KillDatabase() implements Deed {
        @Override
        public String toString() {
            return "the database is killed and started again";
        }
    }

    /** Live orders are measured from now on. */
    record Measure() implements Deed {
        @Override
        public String toString() {
            return "live orders are measured from here";
        }
    }

    /** Calls that nobody waits for are queued behind the ERP. */
    record QueueBulk() implements Deed {
        @Override
        public String toString() {
            return BulkWork.CALLS + " bulk calls are queued for the ERP";
        }
    }

    /** Those that are not begun are taken back. */
    record DropBulk() implements Deed {
        @Override
        public String toString() {
            return "the bulk calls that are left are taken back";
        }
    }

    /** The disk below the database takes nothing more. */
    record FillDisk() implements Deed {
        @Override
        public String toString() {
            return "the disk of the database is full";
        }
    }

    /** It does again; a server that has ended over it is started. */
    record FreeDisk() implements Deed {
        @Override
        public String toString() {
            return "the disk of the database has room again";
        }
    }
}
