package io.controlfeed.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EventFieldsTest {
    @Test
    void known_areAllThatAnEventCanHave() {
        assertThat(EventFields.known())
                .containsExactlyInAnyOrder(
                        "event_id",
                        "control_version",
                        "type",
                        "tenant_id",
                        "subject",
                        "version",
                        "base_version",
                        "artifact_ref",
                        "checksum",
                        "artifact_size",
                        "artifact_media_type",
                        "created_at",
                        "origin",
                        "attributes");
    }

    @Test
    void unknown_isWhatNoEventHas() {
        byte[] json =
                "{\"type\":\"t\",\"tenent_id\":\"a\",\"attributes\":{\"x\":\"y\"},\"data\":{\"z\":1}}".getBytes(UTF_8);

        assertThat(EventFields.unknownIn(json)).containsExactly("data", "tenent_id");
        assertThatThrownBy(() -> EventFields.unknownIn("[]".getBytes(UTF_8))).isInstanceOf(InvalidEventException.class);
    }
}
