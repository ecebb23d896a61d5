package org.palimpsest.run;

import java.lang.management.ManagementFactory;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Command lines of further processes of this program: the same Java, class path and settings, another main class. */
public final class OwnProcess {
    /** The folder of the log file, which logback.xml reads; set by the process that starts the program. */
    private static final String LOG_FOLDER = "palimpsest.log";

    /** Selective scans compute with vector instructions, where this Java has them. */
    private static final String VECTOR_MODULE = "--add-modules=jdk.incubator.vector";

    private OwnProcess() {}

    /**
     * The command line up to the main class's arguments.
     *
     * @param javaOptions for this process, such as its heap
     */
    public static List<String> command(List<String> javaOptions, String mainClass) {
        List<String> command = new ArrayList<>();
        command.add(java().toString());
        command.addAll(javaOptions);
        command.add("-Djava.awt.headless=true");
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (option.startsWith("-Dpalimpsest.") || option.startsWith("--add-")) {
                command.add(option);
            }
        }
        if (command.stream().noneMatch(VECTOR_MODULE::equals)
                && ModuleFinder.ofSystem().find("jdk.incubator.vector").isPresent()) {
            command.add(VECTOR_MODULE);
        }
        String logs = System.getProperty(LOG_FOLDER);
        if (logs != null) {
            command.add("-D" + LOG_FOLDER + "=" + logs);
        }
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(mainClass);
        return command;
    }

    private static Path java() {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        return Path.of(System.getProperty("java.home"), "bin", windows ? "java.exe" : "java");
    }
}
