package org.palimpsest.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Runs one command of the shell and tells the exit code. */
public final class CommandLineInterface {
    private CommandLineInterface() {}

    /**
     * Runs the command that {@code arguments} name as a process of its own would: output is UTF-8, and SIGINT and SIGTERM
     * become a cancellation.
     *
     * @param desktop opens the window where a command wants one
     * @return 0 done, 2 bad input or usage, 3 cancelled, 1 a fault of ours
     */
    public static int executeAsProcess(Desktop desktop, String... arguments) {
        PrintWriter out = utf8(FileDescriptor.out);
        PrintWriter err = utf8(FileDescriptor.err);
        Interruption interruption = new Interruption(err);
        interruption.listen();
        return execute(new Shell(out, err, desktop, interruption, System.console() != null), arguments);
    }

    /** Runs the command that {@code arguments} name without a display, writing to the standard streams. */
    public static int execute(String... arguments) {
        return execute(new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments);
    }

    /** Runs the command that {@code arguments} name without a display, writing to the given streams. */
    public static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        return execute(new Shell(out, err, Desktop.NONE, new Interruption(err), false), arguments);
    }

    static int execute(Shell shell, String... arguments) {
        CommandLine commandLine = commandLine(shell);
        int exitCode;
        try {
            exitCode = commandLine.execute(arguments);
        } catch (Error fault) { // Memory that ran out, a missing class: picocli lets these pass.
            List<CommandLine> lines = commandLine.getParseResult().asCommandLineList();
            exitCode = report(shell, lines.get(lines.size() - 1), fault);
        }
        shell.out().flush();
        shell.err().flush();
        return exitCode;
    }

    /** The whole tree of commands, for running, help and the manual's test. */
    static CommandLine commandLine(Shell shell) {
        CommandLine commands = new CommandLine(new PalimpsestCommand(shell));
        PalimpsestCommand.tellVersion(commands);
        // A bench has flags of its own, which it reads itself.
        Objects.requireNonNull(commands.getSubcommands().get("bench")).setUnmatchedOptionsArePositionalParams(true);
        return commands.setOut(shell.out())
                .setErr(shell.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((exception, arguments) -> usage(shell, exception))
                .setExecutionExceptionHandler((exception, line, result) -> report(shell, line, exception))
                .setExecutionStrategy(result -> {
                    if (shell.warningsWanted()) {
                        Logging.showWarnings();
                    }
                    return new CommandLine.RunLast().execute(result);
                });
    }

    private static int report(Shell shell, CommandLine line, Throwable cause) {
        Failure failure = Failure.of(cause);
        if (line.getCommand() instanceof HearsFailure command) {
            command.failed(failure.notice());
        }
        shell.err().println(failure.message());
        return failure.exitCode();
    }

    private static int usage(Shell shell, ParameterException exception) {
        String message = Failure.oneLine(exception.getMessage()).replaceAll("\\.$", "");
        String command = exception.getCommandLine().getCommandSpec().qualifiedName();
        shell.err().println(message + ". See " + command + " --help.");
        return ExitCode.BAD_INPUT;
    }

    private static PrintWriter utf8(FileDescriptor stream) {
        return new PrintWriter(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
    }
}
