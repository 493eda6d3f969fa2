package io.crossdock.platform.gateway.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Remembers which tokens were verified: checking a signature costs a hundred times more than looking one up.
 * Kept by digest, so that no usable token lies in memory; bounded; never longer than the token lives.
 * Thread-safe.
 */
final class VerifiedTokens implements JwtDecoder {

    private static final int MOST = 10_000;

    private final JwtDecoder verifier;
    private final Clock clock;
    private final ConcurrentMap<String, Jwt> verified = new ConcurrentHashMap<>();

    VerifiedTokens(JwtDecoder verifier, Clock clock) {
        this.verifier = verifier;
        this.clock = clock;
    }

    @Override
    public Jwt decode(String token) {
        String digest = digest(token);
        Jwt known = verified.get(digest);
        Instant now = clock.instant();
        if (known != null && lives(known, now)) {
            return known;
        }
        Jwt fresh = verifier.decode(token);
        makeRoom(now);
        verified.put(digest, fresh);
        return fresh;
    }

    private void makeRoom(Instant now) {
        if (verified.size() >= MOST) {
            verified.values().removeIf(token -> !lives(token, now));
        }
        if (verified.size() >= MOST) {
            verified.clear();
        }
    }

    private static boolean lives(Jwt token, Instant now) {
        Instant end = token.getExpiresAt();
        return end != null && now.isBefore(end);
    }

    private static String digest(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
