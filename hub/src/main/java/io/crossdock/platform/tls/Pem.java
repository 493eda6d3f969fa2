package io.crossdock.platform.tls;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a PEM text has ({@code RFC 7468}).
 *
 * @param name of the secret, for sentences
 */
record Pem(String name, String text) {

    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

    /** In their order; at least one. */
    List<X509Certificate> certificates() {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            List<X509Certificate> certificates = new ArrayList<>();
            for (byte[] block : blocks("CERTIFICATE")) {
                certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block)));
            }
            if (certificates.isEmpty()) {
                throw new TlsUnusable("The secret '" + name + "' has no certificate in PEM.");
            }
            return certificates;
        } catch (CertificateException unreadable) {
            throw new TlsUnusable("A certificate in the secret '" + name + "' cannot be read.", unreadable);
        }
    }

    PrivateKey key() {
        List<byte[]> keys = blocks("PRIVATE KEY");
        if (keys.size() != 1) {
            throw new TlsUnusable("The secret '" + name + "' has " + (keys.isEmpty() ? "no" : "more than one")
                    + " key that begins with BEGIN PRIVATE KEY; openssl pkcs8 -topk8 -nocrypt writes one.");
        }
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(keys.getFirst()));
            } catch (InvalidKeySpecException other) {
                continue;
            } catch (GeneralSecurityException broken) {
                throw new IllegalStateException("this Java has no " + algorithm, broken);
            }
        }
        throw new TlsUnusable("The key in the secret '" + name + "' cannot be read; known are EC, RSA and EdDSA.");
    }

    private List<byte[]> blocks(String label) {
        List<byte[]> blocks = new ArrayList<>();
        Matcher found = BLOCK.matcher(text);
        while (found.find()) {
            if (found.group(1).equals(label)) {
                blocks.add(decoded(found.group(2)));
            }
        }
        return blocks;
    }

    private byte[] decoded(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException noBase64) {
            throw new TlsUnusable("The secret '" + name + "' is no PEM.", noBase64);
        }
    }
}
