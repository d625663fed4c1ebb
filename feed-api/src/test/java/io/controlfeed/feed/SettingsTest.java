package io.controlfeed.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Settings that may be absent, repeated or secret; {@link FeedRegistryTest} has the others. */
class SettingsTest {
    private static final Setting<Optional<Integer>> LIMIT =
            Setting.optional("limit", "N", "how many at most", Integer::valueOf);
    private static final Setting<Map<String, String>> PROPERTY =
            Setting.properties("property", "KEY=VALUE", "handed on");
    private static final Setting<Optional<Integer>> PIN =
            Setting.optional("pin", "N", "opens the door", Integer::valueOf).secret();

    private static Settings settings(String... keysAndValues) {
        return keysAndValues.length == 0
                ? settings(new Backend(), Map.of())
                : settings(new Backend(), Map.of(keysAndValues[0], keysAndValues[1]));
    }

    private static String everythingPrinted(Throwable failure) {
        StringWriter printed = new StringWriter();
        failure.printStackTrace(new PrintWriter(printed, true));
        return printed.toString();
    }

    @Test
    void anOptionalSetting_mayBeAbsent() {
        assertThat(settings().get(LIMIT)).isEmpty();
        assertThat(settings("limit", " ").get(LIMIT)).isEmpty();
        assertThat(settings("limit", "7").get(LIMIT)).contains(7);
        assertThatThrownBy(() -> settings("limit", "x").get(LIMIT))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("limit is 'x': ")
                .hasMessageEndingWith(" (how many at most)");
        assertThat(LIMIT.isRequired()).isFalse();
    }

    @Test
    void pairs_areSeveralLines() {
        assertThat(settings().get(PROPERTY)).isEmpty();
        assertThat(settings("property", "a=1\nb=x=y,z").get(PROPERTY)).isEqualTo(Map.of("a", "1", "b", "x=y,z"));
        assertThat(PROPERTY.isRepeatable()).isTrue();
        assertThat(PROPERTY.isRequired()).isFalse();
    }

    @Test
    void pairsThatCannotBeRead_areRefused_withoutShowingAny() {
        assertThatThrownBy(() ->
                        settings("property", "password=hidden\npassword=hidden").get(PROPERTY))
                .isInstanceOf(SettingException.class)
                .hasMessage("property cannot be read: it gives 'password' twice (handed on)")
                .satisfies(failure -> assertThat(everythingPrinted(failure)).doesNotContain("hidden"));
    }

    @Test
    void aSecretThatCannotBeRead_isRefused_withoutShowingIt() {
        assertThat(settings("pin", "1234").get(PIN)).contains(1234);
        assertThatThrownBy(() -> settings("pin", "12E4").get(PIN))
                .isInstanceOf(SettingException.class)
                .hasMessage("pin cannot be read; its value is not shown (opens the door)")
                .satisfies(failure -> assertThat(everythingPrinted(failure)).doesNotContain("12E4"));
    }

    private record Backend() implements FeedProvider {
        @Override
        public String name() {
            return "one";
        }

        @Override
        public String summary() {
            return "for this test";
        }

        @Override
        public Set<Ability> abilities() {
            return Set.of();
        }

        @Override
        public List<Setting<?>> settings() {
            return List.of(LIMIT, PROPERTY, PIN);
        }

        @Override
        public Source openSource(Settings settings) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Sink openSink(Settings settings) {
            throw new UnsupportedOperationException();
        }
    }

    private static Settings settings(FeedProvider provider, Map<String, String> given) {
        return new Settings("backend '" + provider.name() + "'", provider.settings(), given);
    }
}
