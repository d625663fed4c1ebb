package io.controlfeed.feed.kafka.wire;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventJson;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The main of a child JVM in which {@code value.serializer} and {@code value.deserializer} are the genuine ones: {@code encode JSON} is
 * answered with bytes, and {@code decode BYTES} with JSON.
 */
final class GenuineConfluent {
    private static final HexFormat HEX = HexFormat.of();

    private GenuineConfluent() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, String> properties = Map.of("schema.registry.url", arguments[0]);
        String topic = arguments[1];
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (EventEncoder encoder = EventEncoder.serializer(
                        "io.confluent.kafka.serializers.KafkaAvroSerializer", topic, properties);
                EventDecoder decoder = EventDecoder.deserializer(
                        "io.confluent.kafka.serializers.KafkaAvroDeserializer", topic, properties);
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] question = line.split(" ", 2);
                out.println(question[0].equals("encode") ? encode(encoder, question[1]) : decode(decoder, question[1]));
            }
        }
    }

    private static String encode(EventEncoder encoder, String json) {
        ControlEvent event = EventJson.decode(json.getBytes(StandardCharsets.UTF_8));
        try {
            return HEX.formatHex(encoder.encode(event, new RecordHeaders()));
        } catch (WireException e) {
            return told(e);
        }
    }

    private static String decode(EventDecoder decoder, String hex) {
        try {
            return EventJson.toText(decoder.decode(new RecordHeaders(), HEX.parseHex(hex), 0));
        } catch (WireException e) {
            return told(e);
        }
    }

    private static String told(WireException e) {
        return e.getClass().getSimpleName() + ": " + e.reason();
    }
}
