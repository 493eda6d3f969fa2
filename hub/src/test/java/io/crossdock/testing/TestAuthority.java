package io.crossdock.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority that is made for a test, and the certificates that it gives. */
public final class TestAuthority {

    public static final String PASSWORD = "changeit";

    private final KeyPair keys = keys();
    private final X509Certificate certificate;

    public TestAuthority(String name) {
        certificate = signed(name, keys, this, "");
    }

    /** What somebody got of the authority. */
    public record Issued(X509Certificate certificate, KeyPair keys, X509Certificate authority) {

        /** The certificate, that of its authority, and the key. */
        public String pem() {
            return TestAuthority.pem("CERTIFICATE", encoded(certificate)) + TestAuthority.pem("CERTIFICATE", encoded(authority))
                    + keyPem();
        }

        public String keyPem() {
            return TestAuthority.pem("PRIVATE KEY", keys.getPrivate().getEncoded());
        }

        /** The same as PKCS #12. */
        public Path store(Path file) {
            try (OutputStream out = Files.newOutputStream(file)) {
                keyStore().store(out, PASSWORD.toCharArray());
                return file;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (GeneralSecurityException failure) {
                throw new IllegalStateException(failure);
            }
        }

        /** For a server that shows it and believes clients of the same authority. */
        public SSLContext server() {
            try {
                KeyManagerFactory shown = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                shown.init(keyStore(), PASSWORD.toCharArray());
                TrustManagerFactory believed = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                believed.init(believed(authority));
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(shown.getKeyManagers(), believed.getTrustManagers(), null);
                return context;
            } catch (GeneralSecurityException | IOException failure) {
                throw new IllegalStateException(failure);
            }
        }

        private KeyStore keyStore() throws GeneralSecurityException, IOException {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, PASSWORD.toCharArray());
            store.setKeyEntry("own", keys.getPrivate(), PASSWORD.toCharArray(),
                    new X509Certificate[] {certificate, authority});
            return store;
        }
    }

    /**
     * PKCS #12 for servers that read files.
     *
     * @param keys    what it shows as localhost
     * @param clients the authority, for those whom it lets in
     */
    public record Stores(Path keys, Path clients) {
    }

    public Stores stores(Path directory) {
        Path clients = directory.resolve("clients.p12");
        try (OutputStream out = Files.newOutputStream(clients)) {
            believed(certificate).store(out, PASSWORD.toCharArray());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
        return new Stores(issue("localhost", "localhost").store(directory.resolve("keys.p12")), clients);
    }

    private static KeyStore believed(X509Certificate authority) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD.toCharArray());
        store.setCertificateEntry("authority", authority);
        return store;
    }

    /** @param host that the certificate is for */
    public Issued issue(String name, String host) {
        KeyPair own = keys();
        return new Issued(signed(name, own, this, host), own, certificate);
    }

    /** The authority's certificate. */
    public String pem() {
        return pem("CERTIFICATE", encoded(certificate));
    }

    private static X509Certificate signed(String name, KeyPair own, TestAuthority by, String host) {
        boolean itself = host.isEmpty();
        Instant now = Instant.now();
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    itself ? new X500Principal("CN=" + name) : by.certificate.getSubjectX500Principal(),
                    new BigInteger(100, new SecureRandom()), Date.from(now.minus(Duration.ofDays(1))),
                    Date.from(now.plus(Duration.ofDays(2))), new X500Principal("CN=" + name), own.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(itself));
            if (!itself) {
                builder.addExtension(Extension.subjectAlternativeName, false,
                        new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
            }
            return new JcaX509CertificateConverter().getCertificate(builder.build(
                    new JcaContentSignerBuilder("SHA256withECDSA").build(by.keys.getPrivate())));
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                + "\n-----END " + label + "-----\n";
    }
}
