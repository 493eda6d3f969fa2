package io.crossdock.experience.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Duration;

/** Mail servers in this process. */
final class MailDesk {

    /** It gives up on itself after two seconds otherwise, which a busy machine may need. */
    private static final Duration START_WITHIN = Duration.ofMinutes(1);

    private MailDesk() {
    }

    /** @param port 0: whichever is free when it starts */
    static GreenMail at(int port, String protocol) {
        ServerSetup setup = new ServerSetup(port, "127.0.0.1", protocol);
        setup.setServerStartupTimeout(START_WITHIN.toMillis());
        return new GreenMail(setup);
    }
}
