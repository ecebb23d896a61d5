package org.palimpsest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Guards against the SLF4J 1.7 that geotools-wrapper carries under SLF4J's own package name. */
class LoggingBindingTest {
    @Test
    void slf4j_comesFromItsOwnJar_notFromTheWrapper() {
        String jar = LoggerFactory.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        assertTrue(jar.contains("slf4j-api-2."), "LoggerFactory was loaded from " + jar);
    }

    @Test
    void slf4j_isBoundToLogback() {
        assertEquals(
                "ch.qos.logback.classic.LoggerContext",
                LoggerFactory.getILoggerFactory().getClass().getName());
    }
}
