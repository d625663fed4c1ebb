package io.controlfeed.feed.kafka.wire;

import java.util.function.Consumer;

/** A serializer or deserializer that the user names: found by its class name, made and configured. */
final class UserClass {
    private UserClass() {}

    static <T> T configured(String property, String className, Class<T> type, Consumer<? super T> configure)
            throws WireException.Refused {
        try {
            Class<?> found = Class.forName(className, true, loader());
            T instance = type.cast(found.getDeclaredConstructor().newInstance());
            configure.accept(instance);
            return instance;
        } catch (ClassNotFoundException | NoClassDefFoundError e) {
            throw new WireException.Refused(
                    property + " is " + className + ", and there is no class " + missing(e),
                    "Put its jar, and those that it needs, on the class path: CONTROLFEED_CLASSPATH.",
                    e);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            throw new WireException.Refused(
                    property + " is " + className + ", and it cannot be made: " + Causes.told(e),
                    "It must be a public " + type.getName()
                            + " with a public constructor without arguments, and take the"
                            + " properties that it is given.",
                    e);
        }
    }

    private static String missing(Throwable e) {
        return String.valueOf(e.getMessage()).replace('/', '.');
    }

    /** As Kafka's clients find such a class. */
    private static ClassLoader loader() {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        return ofThread == null ? UserClass.class.getClassLoader() : ofThread;
    }
}
