package io.crossdock.platform.tls;

import io.crossdock.platform.landscape.Secret;
import io.crossdock.platform.landscape.SecretRef;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.landscape.Tls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.springframework.stereotype.Component;

/**
 * Makes TLS out of what the landscape says. Secrets are read again at every question, so that a rotated certificate is
 * shown from the next line on; what has not changed is the same context, whose sessions live on. Thread-safe.
 */
@Component
public final class TlsContexts {

    private static final char[] NOTHING = {};

    private final Secrets secrets;
    private final Map<String, SSLContext> made = new ConcurrentHashMap<>();

    public TlsContexts(Secrets secrets) {
        this.secrets = secrets;
    }

    /**
     * Empty where the usual will do.
     *
     * @throws TlsUnusable when a secret is no PEM of that sort; a missing one is a {@code SecretMissing}
     */
    public Optional<SSLContext> of(Tls tls) {
        if (tls.isUsual()) {
            return Optional.empty();
        }
        Optional<Pem> authorities = tls.authorities().map(this::pem);
        Optional<Pem> certificate = tls.certificate().map(this::pem);
        return Optional.of(made.computeIfAbsent(digest(authorities) + digest(certificate),
                _ -> context(authorities, certificate)));
    }

    /**
     * The texts themselves, for libraries that read PEM.
     *
     * @param certificate with its key
     */
    public record Texts(Optional<Secret> authorities, Optional<Secret> certificate) {

        /** Java's authorities, and no certificate. */
        public static final Texts USUAL = new Texts(Optional.empty(), Optional.empty());
    }

    /** Looked through as for {@link #of}; empty where the usual will do. */
    public Optional<Texts> texts(Tls tls) {
        return of(tls).map(_ -> new Texts(tls.authorities().map(secrets::resolve), tls.certificate().map(secrets::resolve)));
    }

    private static KeyStore believed(Pem authorities) throws GeneralSecurityException {
        KeyStore store = empty();
        List<X509Certificate> certificates = authorities.certificates();
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("authority-" + i, certificates.get(i));
        }
        return store;
    }

    private Pem pem(SecretRef reference) {
        return new Pem(reference.reference(), secrets.resolve(reference).reveal());
    }

    private static String digest(Optional<Pem> pem) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest(pem.map(Pem::text).orElse("").getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static SSLContext context(Optional<Pem> authorities, Optional<Pem> certificate) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            // Nothing at all means the usual to Java.
            context.init(certificate.map(TlsContexts::identity).orElseGet(() -> new KeyManager[0]),
                    authorities.map(TlsContexts::trust).orElseGet(TlsContexts::usual), null);
            return context;
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("this Java has no TLS", broken);
        }
    }

    private static TrustManager[] usual() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return factory.getTrustManagers();
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("this Java has no authorities", broken);
        }
    }

    private static TrustManager[] trust(Pem authorities) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(believed(authorities));
            return factory.getTrustManagers();
        } catch (GeneralSecurityException unusable) {
            throw new TlsUnusable("The authorities in the secret '" + authorities.name() + "' cannot be used.", unusable);
        }
    }

    private static KeyManager[] identity(Pem certificate) {
        try {
            KeyStore store = empty();
            List<X509Certificate> chain = certificate.certificates();
            if (!Pair.isOne(certificate.key(), chain.getFirst().getPublicKey())) {
                throw new TlsUnusable("The key in the secret '" + certificate.name()
                        + "' is not that of the first certificate.");
            }
            store.setKeyEntry("hub", certificate.key(), NOTHING, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, NOTHING);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException unusable) {
            throw new TlsUnusable("The certificate in the secret '" + certificate.name() + "' cannot be used.",
                    unusable);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, NOTHING);
            return store;
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
