package io.controlfeed.feed.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.feed.Ability;
import io.controlfeed.feed.Acker;
import io.controlfeed.feed.EpochAware;
import io.controlfeed.feed.EventLookup;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.LagAware;
import io.controlfeed.feed.Setting;
import io.controlfeed.feed.SettingException;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Registry and opening (rules R): for every backend, also one with no ability. */
public abstract class ProviderContract extends FeedContract {
    @Test
    void R1_backend_isFoundByItsName() {
        FeedProvider provider = feed().provider();

        FeedProvider found = FeedRegistry.load().provider(provider.name());

        assertThat(found).hasSameClassAs(provider);
        assertThat(found.summary()).isNotBlank();
    }

    @Test
    void R1_unknownName_isAnErrorThatListsTheNames() {
        assertThatThrownBy(() -> FeedRegistry.load().openSource("no-such-feed", Map.of()))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("no-such-feed")
                .hasMessageContaining(feed().provider().name());
    }

    @Test
    void R2_declaredAbilities_areThoseOfWhatItOpens() {
        Set<Ability> declared = feed().provider().abilities();
        Source source = openSource();
        Sink sink = openSink();

        assertThat(source instanceof Acker).as("the source is an Acker").isEqualTo(declared.contains(Ability.ACK));
        assertThat(sink instanceof EventLookup)
                .as("the sink is an EventLookup")
                .isEqualTo(declared.contains(Ability.LOOKUP));
        assertThat(source instanceof EpochAware)
                .as("the source is EpochAware")
                .isEqualTo(declared.contains(Ability.EPOCH));
        assertThat(source instanceof LagAware).as("the source is LagAware").isEqualTo(declared.contains(Ability.LAG));
        assertThat(sink instanceof EpochAware).as("the sink is EpochAware").isEqualTo(declared.contains(Ability.EPOCH));
    }

    @Test
    void R2_suiteOfEachDeclaredAbility_isRunBesideThisOne() {
        Class<?> besides = getClass().getEnclosingClass();
        assertThat(besides)
                .as("a backend's suites are nested classes of one class")
                .isNotNull();
        List<Class<?>> nested = Stream.of(besides.getDeclaredClasses()).toList();

        assertThat(feed().provider().abilities())
                .allSatisfy(ability -> assertThat(nested)
                        .as("a nested %s for the ability %s", suiteOf(ability).getSimpleName(), ability)
                        .anyMatch(suiteOf(ability)::isAssignableFrom));
        assertThat(nested)
                .filteredOn(FeedContract.class::isAssignableFrom)
                .allSatisfy(suite -> assertThat(isRun(suite))
                        .as("%s is run: an inner class, @Nested, not private, not disabled", suite.getSimpleName())
                        .isTrue());
    }

    /** What JUnit asks of a nested class; it passes over every other without a word. */
    private static boolean isRun(Class<?> suite) {
        int modifiers = suite.getModifiers();
        return suite.isAnnotationPresent(Nested.class)
                && !suite.isAnnotationPresent(Disabled.class)
                && !Modifier.isStatic(modifiers)
                && !Modifier.isPrivate(modifiers)
                && !Modifier.isAbstract(modifiers);
    }

    private static Class<? extends FeedContract> suiteOf(Ability ability) {
        return switch (ability) {
            case APPEND -> SinkContract.class;
            case POLL -> SourceContract.class;
            case ACK -> AckerContract.class;
            case LOOKUP -> LookupContract.class;
            case EPOCH -> EpochContract.class;
            case LAG -> LagContract.class;
            case DURABLE -> ProcessContract.class;
            case FENCING -> FencingContract.class;
        };
    }

    @Test
    void R3_unknownSetting_isRefusedByName() {
        Map<String, String> settings = new HashMap<>(feed().settings());
        settings.put("no-such-setting", "1");

        assertRefused(settings, "no-such-setting");
    }

    @Test
    void R3_missingSetting_isRefusedByName() {
        for (Setting<?> setting : feed().provider().settings()) {
            if (setting.isRequired()) {
                Map<String, String> settings = new HashMap<>(feed().settings());
                settings.remove(setting.key());

                assertRefused(settings, setting.key());
            }
        }
    }

    private void assertRefused(Map<String, String> settings, String key) {
        FeedRegistry registry = FeedRegistry.of(feed().provider());
        String name = feed().provider().name();
        assertThatThrownBy(() -> registry.openSource(name, settings).close())
                .isInstanceOf(SettingException.class)
                .hasMessageContaining(key);
        assertThatThrownBy(() -> registry.openSink(name, settings).close())
                .isInstanceOf(SettingException.class)
                .hasMessageContaining(key);
    }
}
