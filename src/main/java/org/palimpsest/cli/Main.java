package org.palimpsest.cli;

/** Starts Palimpsest from a shell. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {}
}
