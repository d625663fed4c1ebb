package io.controlfeed.fault;

import io.controlfeed.kafka.dev.DevKafka;
import io.controlfeed.kafka.dev.DevKafkaOptions;

/** The Kafka that tests share which let it live; it ends with the JVM. */
final class OneBroker {
    static final DevKafka KAFKA = DevKafka.start(DevKafkaOptions.defaults());

    private OneBroker() {}
}
