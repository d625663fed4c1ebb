package io.controlfeed.kafka.dev;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The listener that clients connect to: what the broker must be told for it, and what a client. */
record ClientListener(Security security, Map<String, String> brokerProperties, Map<String, String> clientProperties) {
    static final String NAME = "CLIENT";

    private static final String FOR_BROKER = "listener.name.client.";
    private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required ";
    private static final String USER = "dev";

    /** Makes keys, certificates and passwords in the directory, where they are needed. */
    static ClientListener make(Security security, Path directory) {
        Map<String, String> broker = new HashMap<>();
        Map<String, String> client = new HashMap<>();
        client.put("security.protocol", security.name());
        if (security != Security.PLAINTEXT) {
            Certificate certificate = Certificate.make(directory);
            broker.put(FOR_BROKER + "ssl.keystore.type", Certificate.STORE_TYPE);
            broker.put(
                    FOR_BROKER + "ssl.keystore.location", certificate.keyStore().toString());
            broker.put(FOR_BROKER + "ssl.keystore.password", certificate.password());
            broker.put(FOR_BROKER + "ssl.key.password", certificate.password());
            client.put("ssl.truststore.type", Certificate.STORE_TYPE);
            client.put("ssl.truststore.location", certificate.trustStore().toString());
            client.put("ssl.truststore.password", certificate.password());
        }
        if (security == Security.SASL_SSL) {
            String password = Certificate.randomPassword();
            broker.put(FOR_BROKER + "sasl.enabled.mechanisms", "PLAIN");
            broker.put(FOR_BROKER + "plain.sasl.jaas.config", LOGIN + "user_" + USER + "=\"" + password + "\";");
            client.put("sasl.mechanism", "PLAIN");
            client.put("sasl.jaas.config", LOGIN + "username=\"" + USER + "\" password=\"" + password + "\";");
        }
        return new ClientListener(security, Map.copyOf(broker), Map.copyOf(client));
    }
}
