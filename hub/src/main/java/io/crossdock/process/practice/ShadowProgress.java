package io.crossdock.process.practice;

/** How far the calls of a drill on a shadow lane are. @param parked left to a person */
public record ShadowProgress(int done, int waiting, int sending, int inDoubt, int parked) {

    int open() {
        return waiting + sending + inDoubt + parked;
    }
}
