package io.crossdock.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Speaks TLS before a server that does not, as a proxy at the edge of a data centre does, and lets only those in who show a
 * certificate. What is said before TLS it says itself.
 */
public final class TlsFront implements AutoCloseable {

    /** How a line begins. */
    public enum Manner {
        /** With TLS. */
        AT_ONCE,
        IMAP_STARTTLS,
        IMAP_WITHOUT,
        /** It offers it and says no. */
        IMAP_REFUSED,
        /** It says yes and does nothing. */
        IMAP_FEIGNED,
        SMTP_STARTTLS
    }

    private final ServerSocket door;
    private final int behind;
    private final SSLContext tls;
    private final Manner manner;
    private final List<String> heard = new CopyOnWriteArrayList<>();

    /** @param behind port of the server in the clear */
    public TlsFront(Manner manner, SSLContext tls, int behind) {
        this.manner = manner;
        this.tls = tls;
        this.behind = behind;
        try {
            door = new ServerSocket(0, 20, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.ofVirtual().start(this::welcome);
    }

    public int port() {
        return door.getLocalPort();
    }

    /** What came in the clear. */
    public List<String> heard() {
        return List.copyOf(heard);
    }

    private void welcome() {
        while (!door.isClosed()) {
            try {
                Socket guest = door.accept();
                Thread.ofVirtual().start(() -> serve(guest));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket guest) {
        try (guest) {
            boolean goesOn = switch (manner) {
                case AT_ONCE -> true;
                case SMTP_STARTTLS -> smtp(guest);
                default -> imap(guest);
            };
            if (goesOn) {
                handOn(guest);
            }
        } catch (IOException gone) {
            return;
        }
    }

    private boolean imap(Socket guest) throws IOException {
        say(guest, "* OK ready");
        for (String line = line(guest); !line.isEmpty(); line = line(guest)) {
            String[] words = line.split(" ");
            String command = words.length < 2 ? "" : words[1].toUpperCase(Locale.ROOT);
            if (command.equals("CAPABILITY")) {
                say(guest, "* CAPABILITY IMAP4rev1" + (manner == Manner.IMAP_WITHOUT ? "" : " STARTTLS LOGINDISABLED"));
            }
            boolean no = command.equals("STARTTLS") && manner != Manner.IMAP_STARTTLS && manner != Manner.IMAP_FEIGNED;
            say(guest, words[0] + (no ? " NO not today" : " OK done"));
            if (command.equals("STARTTLS") && manner == Manner.IMAP_STARTTLS) {
                return true;
            }
        }
        return false;
    }

    private boolean smtp(Socket guest) throws IOException {
        say(guest, "220 ready");
        for (String line = line(guest); !line.isEmpty(); line = line(guest)) {
            say(guest, line.startsWith("EHLO") ? "250-front\r\n250 STARTTLS" : "220 go on");
            if (line.startsWith("STARTTLS")) {
                return true;
            }
        }
        return false;
    }

    private void handOn(Socket guest) throws IOException {
        try (SSLSocket safe = (SSLSocket) tls.getSocketFactory().createSocket(guest, null, guest.getPort(), true);
                Socket server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            safe.setUseClientMode(false);
            safe.setNeedClientAuth(true);
            safe.startHandshake();
            if (manner != Manner.AT_ONCE) {
                // Its greeting: the guest had ours.
                read(server);
            }
            Thread back = Thread.ofVirtual().start(() -> pour(server, safe));
            pour(safe, server);
            server.close();
            back.interrupt();
        }
    }

    private static void pour(Socket from, Socket to) {
        try (from; to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException gone) {
            return;
        }
    }

    /** Empty when there is no more. */
    private String line(Socket from) throws IOException {
        String line = read(from);
        if (!line.isEmpty()) {
            heard.add(line);
        }
        return line;
    }

    /** No byte more than the line: what follows may be TLS. */
    private static String read(Socket from) throws IOException {
        StringBuilder line = new StringBuilder();
        InputStream in = from.getInputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    private static void say(Socket to, String line) throws IOException {
        OutputStream out = to.getOutputStream();
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
