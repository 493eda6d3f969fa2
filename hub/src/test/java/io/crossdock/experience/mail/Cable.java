package io.crossdock.experience.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Between us and a mail server; it can be cut at a place in what we say, before or after the server has heard that. */
final class Cable implements AutoCloseable {

    /** Where it is cut. */
    enum Cut {
        NOWHERE(""),
        /** The mail has begun, and its end is not said. */
        IN_THE_MIDDLE("Auto-Submitted"),
        /** The server has all of it, and its answer is lost. */
        BEFORE_THE_ANSWER("\r\n.\r\n");

        private final String at;

        Cut(String at) {
            this.at = at;
        }
    }

    private final ServerSocket door;
    private final int server;
    private final AtomicInteger cuts = new AtomicInteger();
    private volatile Cut cut = Cut.NOWHERE;
    private volatile Runnable then = () -> { };

    Cable(int server) {
        this.server = server;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return door.getLocalPort();
    }

    int cuts() {
        return cuts.get();
    }

    /** The next mail is cut off there, once, and something else happens with it. */
    void cutNext(Cut where, Runnable also) {
        then = also;
        cut = where;
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket ours = door.accept();
                Thread.ofVirtual().start(() -> connect(ours));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket ours) {
        try (ours; Socket theirs = new Socket(InetAddress.getLoopbackAddress(), server)) {
            Thread answers = Thread.ofVirtual().start(() -> answer(theirs, ours));
            speak(ours, theirs);
            theirs.shutdownOutput();
            answers.join();
        } catch (IOException gone) {
            // Both ends notice.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void speak(Socket ours, Socket theirs) throws IOException {
        InputStream in = ours.getInputStream();
        OutputStream out = theirs.getOutputStream();
        StringBuilder said = new StringBuilder();
        byte[] buffer = new byte[8192];
        for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
            said.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
            Cut now = cut;
            boolean here = now != Cut.NOWHERE && said.indexOf(now.at) >= 0;
            if (here && now == Cut.IN_THE_MIDDLE) {
                end(ours, theirs);
                return;
            }
            if (here) {
                // Nothing of what the server says to this is heard any more.
                ours.shutdownOutput();
            }
            out.write(buffer, 0, read);
            out.flush();
            if (here) {
                // The server's word that it has the mail.
                theirs.setSoTimeout(5_000);
                cut = Cut.NOWHERE;
                cuts.incrementAndGet();
                then.run();
                return;
            }
        }
    }

    private void end(Socket ours, Socket theirs) throws IOException {
        cut = Cut.NOWHERE;
        cuts.incrementAndGet();
        ours.close();
        theirs.close();
        then.run();
    }

    private static void answer(Socket theirs, Socket ours) {
        try {
            InputStream in = theirs.getInputStream();
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                if (!ours.isOutputShutdown()) {
                    ours.getOutputStream().write(buffer, 0, read);
                }
            }
        } catch (IOException gone) {
            // The other direction notices.
            return;
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
