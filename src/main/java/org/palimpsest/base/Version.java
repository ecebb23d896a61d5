package org.palimpsest.base;

/** The version of the program, as the build wrote it into the jar. */
public final class Version {
    private static final String UNPACKAGED = "development";

    private Version() {}

    /** "0.1.0" say; "development" where the classes do not come from the built jar. */
    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? UNPACKAGED : version;
    }
}
