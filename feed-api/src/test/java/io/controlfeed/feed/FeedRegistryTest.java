package io.controlfeed.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedRegistryTest {
    private static final Setting<Integer> SIZE = new Setting<>("size", "N", "how large", "3", FeedRegistryTest::number);
    private static final Setting<String> PLACE = Setting.required("place", "DIR", "where it is", text -> text);
    private static final Setting<Boolean> SURE = Setting.bool("sure", true, "whether it is sure");

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("it must be a number", e);
        }
    }

    @Test
    void unknownName_isAnErrorThatListsTheNames() {
        FeedRegistry registry = FeedRegistry.of(new Backend("one"), new Backend("other"));

        assertThatThrownBy(() -> registry.openSink("kafak", Map.of()))
                .isInstanceOf(SettingException.class)
                .hasMessage("there is no feed backend 'kafak'; available: one, other");
        assertThatThrownBy(() -> FeedRegistry.of().provider("one"))
                .hasMessageContaining("no backend is on the class path");
    }

    @Test
    void providers_areSortedByName() {
        assertThat(FeedRegistry.of(new Backend("b"), new Backend("a")).providers())
                .extracting(FeedProvider::name)
                .containsExactly("a", "b");
    }

    @Test
    void twoBackendsOfOneName_areAnErrorThatNamesBoth() {
        assertThatThrownBy(() -> FeedRegistry.of(new Backend("one"), new Backend("one")))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("two backends are called 'one'")
                .hasMessageContaining(Backend.class.getName());
    }

    @Test
    void nameThatIsNoFlagValue_isRefused() {
        assertThatThrownBy(() -> FeedRegistry.of(new Backend("No Good")))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("'No Good'");
    }

    @Test
    void backendThatCannotBeLoaded_isToldAndNotLeftOut(@TempDir Path jar) throws IOException {
        declare("com.example.Missing", jar);
        loadFails(jar, "com.example.Missing");

        declare("com.example.Garbled", jar);
        Files.createDirectories(jar.resolve("com/example"));
        Files.writeString(jar.resolve("com/example/Garbled.class"), "not what a compiler writes");
        loadFails(jar, "com/example/Garbled");
    }

    private static void declare(String provider, Path jar) throws IOException {
        Path services = Files.createDirectories(jar.resolve("META-INF/services"));
        Files.writeString(services.resolve(FeedProvider.class.getName()), provider + "\n");
    }

    private static void loadFails(Path jar, String message) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, usual)) {
            thread.setContextClassLoader(loader);
            assertThatThrownBy(FeedRegistry::load)
                    .isInstanceOf(SettingException.class)
                    .hasMessageContaining(message);
        } finally {
            thread.setContextClassLoader(usual);
        }
    }

    @Test
    void settings_areParsedOrDefaulted() {
        Settings settings = settings(new Backend("one"), Map.of("place", "here", "sure", "false"));

        assertThat(settings.get(PLACE)).isEqualTo("here");
        assertThat(settings.get(SIZE)).isEqualTo(3);
        assertThat(settings.get(SURE)).isFalse();
    }

    @Test
    void settingThatIsUnknownMissingOrUnreadable_isRefusedByName() {
        Backend backend = new Backend("one");

        assertThatThrownBy(() -> settings(backend, Map.of("plaice", "x")))
                .isInstanceOf(SettingException.class)
                .hasMessage("backend 'one' has no setting 'plaice': it knows place, size, sure");
        assertThatThrownBy(() -> settings(backend, Map.of()).get(PLACE))
                .isInstanceOf(SettingException.class)
                .hasMessage("backend 'one' needs place=DIR: where it is");
        assertThatThrownBy(() -> settings(backend, Map.of("place", " ")).get(PLACE))
                .isInstanceOf(SettingException.class);
        assertThatThrownBy(() -> settings(backend, Map.of("size", "big")).get(SIZE))
                .isInstanceOf(SettingException.class)
                .hasMessage("size is 'big': it must be a number (how large)");
        assertThatThrownBy(() -> settings(backend, Map.of("sure", "yes")).get(SURE))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("it must be true or false");
    }

    private record Backend(String name) implements FeedProvider {
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
            return List.of(SIZE, PLACE, SURE);
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
