package io.controlfeed.system.nodejs;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIf;

/** Tests that are run where npm is: whoever has a JDK and Maven alone can build, and where it is only {@code -Dnode=off} leaves them out. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@DisabledIfSystemProperty(named = "node", matches = "off", disabledReason = "asked for by -Dnode=off")
@EnabledIf(
        value = "io.controlfeed.system.nodejs.NodeJs#isThere",
        disabledReason = "there is no npm: install Node.js 18 or newer with npm (Debian: nodejs npm)")
@interface NeedsNodeJs {}
