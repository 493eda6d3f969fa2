package io.crossdock.platform.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.crossdock.platform.landscape.Landscapes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class TokensTest extends GatewayTest {

    @Autowired
    JdbcClient sql;

    @Autowired
    Landscapes landscapes;

    @Test
    void aClientGetsATokenForAllItsScopesAndMayNarrowThem() {
        Answer all = askToken("portal-demo", "portal-demo", "grant_type=client_credentials");
        assertThat(all.status()).isEqualTo(200);
        assertThat(all.json().path("token_type").asString()).isEqualTo("Bearer");
        assertThat(all.json().path("expires_in").asInt()).isBetween(3590, 3600);
        assertThat(all.json().path("scope").asString()).contains("orders:write", "invoices:read");
        assertThat(all.header("cache-control")).contains("no-store");

        Answer who = send(as(token("portal-demo", "orders:read"), "/portal/v1/probe"));
        assertThat(who.status()).as(who.text()).isEqualTo(200);
        assertThat(who.json().path("consumer").asString()).isEqualTo("portal-demo");
        assertThat(who.json().path("scopes").toString()).isEqualTo("[\"orders:read\"]");
    }

    @Test
    void wrongSecretsUnknownClientsForeignScopesAndOtherGrantsGetNoToken() {
        String grant = "grant_type=client_credentials";
        assertThat(askToken("portal-demo", "wrong", grant).status()).isEqualTo(401);
        assertThat(askToken("nobody", "portal-demo", grant).status()).isEqualTo(401);
        assertThat(askToken("portal-demo", "", grant).status()).isIn(400, 401);
        Answer foreign = askToken("portal-demo", "portal-demo", grant + "&scope=edi:write");
        assertThat(foreign.status()).isEqualTo(400);
        assertThat(foreign.json().path("error").asString()).isEqualTo("invalid_scope");
        assertThat(askToken("portal-demo", "portal-demo", "grant_type=password").status()).isEqualTo(400);
        assertThat(send(request("/oauth2/token").GET()).status()).isIn(401, 404, 405);
    }

    @Test
    void aRotatedSecretHoldsWithoutARestartAndTheOldOneOverlaps() throws IOException {
        Files.writeString(LANDSCAPE.secrets().resolve("narrow"), "fresh\nnarrow\n");
        try {
            assertThat(askToken("narrow", "fresh", "grant_type=client_credentials").status()).isEqualTo(200);
            assertThat(askToken("narrow", "narrow", "grant_type=client_credentials").status()).isEqualTo(200);
            Files.writeString(LANDSCAPE.secrets().resolve("narrow"), "fresh\n");
            assertThat(askToken("narrow", "narrow", "grant_type=client_credentials").status()).isEqualTo(401);
        } finally {
            Files.writeString(LANDSCAPE.secrets().resolve("narrow"), "narrow");
        }
    }

    @Test
    void aTokenDependsNeitherOnHostNorPortAndItsKeyIsPublished() throws Exception {
        SignedJWT token = SignedJWT.parse(token("portal-demo", EVERYTHING));
        assertThat(token.getJWTClaimsSet().getIssuer()).isEqualTo("crossdock");
        assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
        JWKSet published = JWKSet.parse(send(request("/oauth2/jwks")).text());
        assertThat(published.getKeyByKeyId(token.getHeader().getKeyID()).isPrivate()).isFalse();
    }

    @Test
    void theSigningKeyIsCreatedOnceAndSealed() {
        var rows = sql.sql("select sealed, material from gateway.signing_key").query((row, n) -> {
            assertThat(row.getBoolean("sealed")).isTrue();
            assertThat(new String(row.getBytes("material"), StandardCharsets.ISO_8859_1))
                    .doesNotContain("\"d\"", "P-256");
            return n;
        }).list();
        assertThat(rows).hasSize(1);
    }

    @Test
    void noTokenIsRefusedWithAHintWhereToGetOne() {
        Answer answer = send(request("/portal/v1/probe")).problem(401, "token-missing");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"crossdock\"");
        send(request("/edi/v1/probe")).problem(401, "token-missing");
        send(request("/api/anything")).problem(401, "token-missing");
        send(request("/portal/v1/probe").header("Authorization", "Basic eDp5")).problem(401, "token-missing");
    }

    @Test
    void anExpiredTokenIsRefusedEvenWhenItWasSeenBefore() {
        String token = token("portal-demo", EVERYTHING);
        assertThat(send(as(token, "/portal/v1/probe")).status()).isEqualTo(200);
        clock.advance(Duration.ofHours(1).plusSeconds(11));
        Answer refused = send(as(token, "/portal/v1/probe")).problem(401, "token-invalid");
        assertThat(refused.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
    }

    @Test
    void aTokenFromTheFutureIsRefused() {
        clock.advance(Duration.ofHours(2));
        String token = token("portal-demo", EVERYTHING);
        clock.set(Doors.START);
        send(as(token, "/portal/v1/probe")).problem(401, "token-invalid");
    }

    @Test
    void garbageTamperedUnsignedAndForeignTokensAreRefused() throws Exception {
        String token = token("narrow", EVERYTHING);
        String[] parts = token.split("\\.");
        String richer = Base64.getUrlEncoder().withoutPadding().encodeToString(
                new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                        .replace("narrow", "portal-demo").getBytes(StandardCharsets.UTF_8));
        String none = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes(
                StandardCharsets.UTF_8));
        for (String bad : new String[] {"x", "a.b.c", "..", parts[0] + "." + richer + "." + parts[2],
                none + "." + parts[1] + ".", foreign(), token + "x", "x".repeat(6000)}) {
            send(as(bad, "/portal/v1/probe")).problem(401, "token-invalid");
        }
    }

    @Test
    void whatTheLandscapeTakesAwayATokenNoLongerGives() throws IOException {
        String token = token("narrow", EVERYTHING);
        String before = Files.readString(LANDSCAPE.folder().resolve("consumers/narrow.yaml"));
        assertThat(send(as(token, "/portal/v1/accounts/A-1001")).status()).isEqualTo(200);
        send(as(token, "/portal/v1/accounts/A-1002")).problem(404, "not-found");
        try {
            LANDSCAPE.write("consumers/narrow.yaml", before.replace(", \"orders:write\"", "")
                    .replace("1001", "1002"));
            landscapes.refresh();
            send(as(token, "/portal/v1/accounts/A-1001")).problem(404, "not-found");
            assertThat(send(as(token, "/portal/v1/accounts/A-1002")).status()).isEqualTo(200);
            post(token, GOOD_BODY).problem(403, "scope-missing");
            Files.delete(LANDSCAPE.folder().resolve("consumers/narrow.yaml"));
            landscapes.refresh();
            send(as(token, "/portal/v1/accounts/A-1002")).problem(401, "token-invalid");
        } finally {
            LANDSCAPE.write("consumers/narrow.yaml", before);
            landscapes.refresh();
        }
    }

    @Test
    void scopesAndAccountsAreHeldApart() {
        String reading = token("narrow", "orders:read");
        Answer missing = post(reading, GOOD_BODY).problem(403, "scope-missing");
        assertThat(missing.json().path("scope").asString()).isEqualTo("orders:write");
        String writing = token("narrow", EVERYTHING);
        assertThat(post(writing, GOOD_BODY).status()).isEqualTo(200);
        post(writing, GOOD_BODY.replace("A-1001", "A-1002")).problem(403, "account-not-yours");
    }

    private static String foreign() throws Exception {
        var key = new ECKeyGenerator(Curve.P_256).keyID("foreign").generate();
        var jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("foreign").build(),
                new JWTClaimsSet.Builder().subject("portal-demo").issuer("crossdock")
                        .claim("scope", "orders:read")
                        .expirationTime(Date.from(Doors.START.plusSeconds(600))).build());
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize();
    }
}
