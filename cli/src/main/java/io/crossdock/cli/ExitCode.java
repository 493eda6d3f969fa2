package io.crossdock.cli;

/** What a script may rely on. The numbers never change their meaning. */
enum ExitCode {

    OK(0, "done"),
    REFUSED(1, "the hub understood and said no (all faults are listed)"),
    USAGE(2, "the command line is wrong, or a file cannot be read"),
    UNREACHABLE(3, "no hub answers there"),
    NOT_ALLOWED(4, "wrong secret, or the client may not do this"),
    HUB_FAILED(5, "the hub answered that it failed; trying again is safe"),
    IN_USE(6, "the data folder or the port is in use"),
    NOT_STARTED(7, "a part did not start; its log is named"),
    BROKEN(8, "something does not add up, or could not be proved");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    int number() {
        return number;
    }

    String meaning() {
        return meaning;
    }
}
