package io.crossdock.experience.console;

import io.crossdock.process.story.Wording;
import java.util.Optional;

/**
 * What surrounds every page.
 *
 * @param active     which part of the navigation it belongs to
 * @param path       of this page with its query, for following it live
 * @param exceptions how many need a person
 * @param waiting    how many risky changes of master data wait for a decision
 * @param said       what the last action did
 * @param words      how times are said
 */
record Frame(String title, String active, String path, Person person, Csrf csrf, String landscape, int exceptions,
        int waiting, Optional<String> said, Wording words, Assets assets) {

    /** @param operator whether this person may do more than look */
    record Person(String name, boolean operator) {
    }

    /** The token that every form carries. */
    record Csrf(String parameter, String token) {
    }
}
