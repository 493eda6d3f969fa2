package io.crossdock.platform.tls;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;

/** Whether two keys belong together: what one has signed the other knows. */
final class Pair {

    private static final byte[] SAID = {1, 2, 3};

    private Pair() {
    }

    static boolean isOne(PrivateKey key, PublicKey shown) throws GeneralSecurityException {
        try {
            Signature signature = Signature.getInstance(switch (key.getAlgorithm()) {
                case "EC" -> "SHA256withECDSA";
                case "RSA" -> "SHA256withRSA";
                default -> "EdDSA";
            });
            signature.initSign(key);
            signature.update(SAID);
            byte[] signed = signature.sign();
            signature.initVerify(shown);
            signature.update(SAID);
            return signature.verify(signed);
        } catch (InvalidKeyException | SignatureException other) {
            return false;
        }
    }
}
