package io.crossdock.platform.transports;

import static io.crossdock.platform.transports.TransportTrouble.said;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.landscape.MessagePlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Leaves files in a directory. A file is written under a name that nobody takes and gets its own by a rename, so that nobody
 * reads half of it. Its name is made of the message's id: sent again it has the same one.
 */
final class FilePost implements Post {

    private static final int NAME_MAX = 120;

    private final MessagePlace place;
    private final String suffix;
    private final FileSide side;
    private volatile boolean well = true;

    FilePost(MessagePlace place, String suffix, FileSide side) {
        this.place = place;
        this.suffix = suffix;
        this.side = side;
    }

    @Override
    public Outcome send(Letter letter) {
        byte[] content = letter.text().getBytes(StandardCharsets.UTF_8);
        String name = name(letter.id()) + suffix;
        try {
            if (!isThere(name, content)) {
                if (side.exists(name)) {
                    return new Outcome.Failed("In " + place + " lies another file " + name + ".");
                }
                String unfinished = "." + name + ".part";
                side.write(unfinished, content);
                if (!side.rename(unfinished, name) && !isThere(name, content)) {
                    return new Outcome.Failed("In " + place + " the file " + name + " did not get its name.");
                }
            }
            return new Outcome.Done(name, Receipts.of(letter, place.toString()));
        } catch (IOException failure) {
            well = false;
            return new Outcome.Ambiguous("Whether " + name + " lies in " + place + " is not known: " + said(failure) + ".");
        }
    }

    private boolean isThere(String name, byte[] content) throws IOException {
        return side.exists(name) && Arrays.equals(side.read(name, content.length), content);
    }

    /** Whatever could mean another place, or another name to somebody, is a hyphen; then a digest keeps names apart. */
    private static String name(String id) {
        String plain = id.replaceAll("[^A-Za-z0-9_-]", "-");
        String digest = Parcel.digest(id.getBytes(StandardCharsets.UTF_8)).substring("sha256:".length()).substring(0, 12);
        return plain.equals(id) && plain.length() <= NAME_MAX ? plain
                : plain.substring(0, Math.min(NAME_MAX, plain.length())) + "-" + digest;
    }

    @Override
    public boolean isWell() {
        return well;
    }

    @Override
    public void close() {
        well = false;
        side.close();
    }
}
