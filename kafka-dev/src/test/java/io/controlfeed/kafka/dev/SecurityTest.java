package io.controlfeed.kafka.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecurityTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void ssl_isSpokenByWhoTrustsTheCertificate_andByNobodyElse() throws Exception {
        try (DevKafka kafka = DevKafka.start(DevKafkaOptions.defaults().withSecurity(Security.SSL))) {
            Client client = Client.of(kafka);
            client.createTopic("t", 1);
            client.send("t", "sealed");
            assertThat(client.read("t", 1)).containsExactly("sealed");

            Client distrustful = new Client(
                            ClientListener.make(Security.SSL, folder).clientProperties())
                    .with("bootstrap.servers", kafka.bootstrapServers());
            assertThatThrownBy(() -> distrustful.partition("t")).isInstanceOf(SslAuthenticationException.class);
        }
    }

    @Test
    void saslSsl_letsInWhoHasThePassword_andNobodyElse() throws Exception {
        try (DevKafka kafka = DevKafka.start(DevKafkaOptions.defaults().withSecurity(Security.SASL_SSL))) {
            Client client = Client.of(kafka);
            client.createTopic("t", 1);
            client.send("t", "sealed");
            kafka.stop();
            kafka.start();
            assertThat(client.read("t", 1)).containsExactly("sealed");

            Client stranger = client.with(
                    "sasl.jaas.config",
                    "org.apache.kafka.common.security.plain.PlainLoginModule required"
                            + " username=\"dev\" password=\"guess\";");
            assertThatThrownBy(() -> stranger.partition("t")).isInstanceOf(SaslAuthenticationException.class);
        }
    }
}
