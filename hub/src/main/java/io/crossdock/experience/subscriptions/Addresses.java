package io.crossdock.experience.subscriptions;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Keeps calls out of our own network: whoever names a subscriber's host must not reach what only we can reach. The
 * runtime keeps answers of the name service for 30 s, so that the connection is made to the address that was looked at.
 */
final class Addresses {

    private Addresses() {
    }

    /** The first address of a host that is not one of the public internet. A host that is unknown has none. */
    static Optional<String> inside(URI url) {
        try {
            return Arrays.stream(InetAddress.getAllByName(url.getHost())).filter(Addresses::isInside).findFirst()
                    .map(InetAddress::getHostAddress);
        } catch (UnknownHostException unknown) {
            return Optional.empty();
        }
    }

    private static boolean isInside(InetAddress address) {
        return address.isAnyLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress()
                || address.isSiteLocalAddress() || address.isMulticastAddress()
                || (address instanceof Inet6Address ? isInside6(address.getAddress()) : isInside4(address.getAddress()));
    }

    /** This network, 100.64/10 (RFC 6598), 192.0.0/24 (RFC 6890), 198.18/15 (RFC 2544), 240/4 and broadcast. */
    private static boolean isInside4(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        return first == 0 || first == 100 && second >= 64 && second < 128
                || first == 192 && second == 0 && bytes[2] == 0 || first == 198 && (second & 0xfe) == 18 || first >= 240;
    }

    /** Unique local fc00::/7 (RFC 4193), and what hides an IPv4 address: 64:ff9b::/96, 2002::/16, ::/96. */
    private static boolean isInside6(byte[] bytes) {
        boolean translated = bytes[0] == 0 && bytes[1] == 0x64 && (bytes[2] & 0xff) == 0xff && (bytes[3] & 0xff) == 0x9b;
        boolean relayed = bytes[0] == 0x20 && bytes[1] == 0x02;
        boolean compatible = true;
        for (int i = 0; i < 12; i++) {
            compatible &= bytes[i] == 0;
        }
        return (bytes[0] & 0xfe) == 0xfc || translated || relayed || compatible;
    }
}
