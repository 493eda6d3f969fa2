package io.crossdock.platform.transports;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Which server is believed: the one whose certificate the landscape names, else any that Java's authorities vouch for. */
final class ServerTrust {

    private final Optional<String> pinned;
    private volatile Optional<String> stranger = Optional.empty();

    /** @param pinned {@code sha256:} and the digest of the certificate in hexadecimal */
    ServerTrust(Optional<String> pinned) {
        this.pinned = pinned;
    }

    /** The certificate that was shown and is not the one that is named. */
    Optional<String> stranger() {
        return stranger;
    }

    SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, pinned.isPresent() ? new TrustManager[] {new Pinned()} : authorities(), null);
            return context;
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("this Java has no TLS", broken);
        }
    }

    private static TrustManager[] authorities() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return factory.getTrustManagers();
    }

    static String fingerprint(X509Certificate certificate) throws CertificateException {
        try {
            return "sha256:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest(certificate.getEncoded()));
        } catch (GeneralSecurityException broken) {
            throw new CertificateException(broken);
        }
    }

    private final class Pinned extends X509ExtendedTrustManager {

        private void check(X509Certificate[] chain) throws CertificateException {
            String shown = chain.length == 0 ? "none" : fingerprint(chain[0]);
            if (!pinned.orElseThrow().equalsIgnoreCase(shown)) {
                stranger = Optional.of(shown);
                throw new CertificateException("the certificate " + shown + " is not the one that is named");
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("nobody comes as a client");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
            checkClientTrusted(chain, type);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
            checkClientTrusted(chain, type);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
