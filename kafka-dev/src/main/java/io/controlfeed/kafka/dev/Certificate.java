package io.controlfeed.kafka.dev;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.HexFormat;

/** A self-signed certificate for the loopback interface: a store with its key, and one for those who shall trust it. */
record Certificate(Path keyStore, Path trustStore, String password) {
    static final String STORE_TYPE = "PKCS12";

    private static final String ALIAS = "dev-kafka";
    private static final String PASSWORD_VARIABLE = "DEV_KAFKA_STORE_PASSWORD";

    /** Makes a new one in the directory, in place of any that was there. */
    static Certificate make(Path directory) {
        Certificate certificate = new Certificate(
                directory.resolve("broker-keystore.p12"), directory.resolve("client-truststore.p12"), randomPassword());
        try {
            Files.deleteIfExists(certificate.keyStore);
            certificate.makeKey();
            certificate.makeTrust();
            return certificate;
        } catch (IOException | GeneralSecurityException failed) {
            throw new DevKafkaException(
                    "no certificate could be made in " + directory + ": " + failed,
                    "see that the directory can be written to, and that this is a whole JDK",
                    failed);
        }
    }

    static String randomPassword() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** By the JDK's own tool, because its library makes no certificates. */
    private void makeKey() throws IOException {
        ProcessBuilder keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:" + Ports.HOST + ",dns:localhost",
                        "-validity",
                        "3650",
                        "-storetype",
                        STORE_TYPE,
                        "-keystore",
                        keyStore.toString(),
                        "-storepass:env",
                        PASSWORD_VARIABLE)
                .redirectErrorStream(true);
        keytool.environment().put(PASSWORD_VARIABLE, password);
        Process running = keytool.start();
        running.getOutputStream().close();
        String said = new String(running.getInputStream().readAllBytes(), UTF_8).strip();
        int code = running.onExit().join().exitValue();
        if (code != 0) {
            throw new IOException("keytool ended with " + code + ": " + said);
        }
    }

    private void makeTrust() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance(STORE_TYPE);
        try (InputStream file = Files.newInputStream(keyStore)) {
            keys.load(file, password.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance(STORE_TYPE);
        trusted.load(null, null);
        trusted.setCertificateEntry(ALIAS, keys.getCertificate(ALIAS));
        try (OutputStream file = Files.newOutputStream(trustStore)) {
            trusted.store(file, password.toCharArray());
        }
    }
}
