package io.crossdock.platform.gateway.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.crossdock.platform.gateway.token.SigningKeyStore.StoredKey;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The installation's signing keys: read from the database, and created there once by whichever process is
 * first.
 */
final class SigningKeys {

    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);

    private final SigningKeyStore store;
    private final TransactionOperations transactions;
    private final Optional<KeySeal> seal;

    /** @param seal empty keeps new keys unsealed */
    SigningKeys(SigningKeyStore store, TransactionOperations transactions, Optional<KeySeal> seal) {
        this.store = store;
        this.transactions = transactions;
        this.seal = seal;
    }

    /** All keys, the one to sign with first; creates one when there is none. */
    JWKSet load() {
        List<StoredKey> stored = store.all();
        if (stored.isEmpty()) {
            transactions.executeWithoutResult(status -> createOnce());
            stored = store.all();
        }
        return new JWKSet(stored.stream().map(this::open).map(JWK.class::cast).toList());
    }

    private void createOnce() {
        store.lockForCreation();
        if (store.all().isEmpty()) {
            ECKey key = generate();
            byte[] material = key.toJSONString().getBytes(StandardCharsets.UTF_8);
            store.add(new StoredKey(key.getKeyID(), seal.isPresent(),
                    seal.map(each -> each.seal(material)).orElse(material)));
            log.info("Created the signing key {} ({})", key.getKeyID(),
                    seal.isPresent() ? "sealed" : "not sealed");
        }
    }

    private ECKey open(StoredKey stored) {
        byte[] material = stored.sealed()
                ? seal.orElseThrow(() -> new IllegalStateException("The signing key " + stored.kid()
                        + " is sealed, but crossdock.gateway.signing-seal names no secret"))
                                .open(stored.material())
                : stored.material();
        try {
            return ECKey.parse(new String(material, StandardCharsets.UTF_8));
        } catch (ParseException e) {
            throw new IllegalStateException("The signing key " + stored.kid() + " is damaged", e);
        }
    }

    private static ECKey generate() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("this Java cannot create P-256 keys", e);
        }
    }
}
