package io.crossdock.platform.effects;

/** What a target promises about a call whose answer was lost. */
public enum Promise {
    /** It recognises our business key: sending again does no harm. */
    NATIVE_KEY,
    /** It can be asked, by our business key, whether the work was done. */
    LOOKUP,
    /** Neither: a person has to find out. */
    NONE
}
