package org.palimpsest.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Version;
import org.palimpsest.raster.gdal.GdalLibrary;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** The root of all commands: opens the window when called alone; each command is a class of its own. */
@Command(
        name = "palimpsest",
        description = "Shows what changed on the ground between two dates. Without a command it opens the window.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        usageHelpAutoWidth = true,
        subcommands = {
            InfoCommand.class,
            DetectorsCommand.class,
            DevicesCommand.class,
            DetectCommand.class,
            SampleCommand.class,
            RunCommand.class,
            VerifyCommand.class,
            CompareCommand.class,
            DatasetCommand.class,
            TrainCommand.class,
            TestCommand.class,
            ModelCommand.class,
            QgisCommand.class,
            BenchCommand.class,
            ParityCommand.class,
            WorkerCommand.class,
            SampleDataCommand.class,
            ScreenshotsCommand.class
        })
final class PalimpsestCommand implements Callable<Integer> {
    private final Shell shell;

    PalimpsestCommand(Shell shell) {
        this.shell = shell;
    }

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "What the window opens: a project (.palimpsest), or the before raster and the after raster.")
    private List<Path> files = List.of();

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Show warnings of the program and its libraries, which otherwise go to the log file only.")
    void verbose(boolean wanted) {
        if (wanted) {
            shell.wantWarnings();
        }
    }

    @Option(
            names = "--offline",
            scope = ScopeType.INHERIT,
            description = "Ask no model hub: what is named hub:OWNER/NAME comes from the cache only.")
    void offline(boolean wanted) {
        if (wanted) {
            shell.wantOffline();
        }
    }

    /** Where this command and its subcommands write, and how they are ended. */
    Shell shell() {
        return shell;
    }

    @Override
    public Integer call() throws BadInputException {
        for (Path file : files) {
            if (!Files.exists(file)) {
                throw new BadInputException(
                        "There is neither a command nor a file called \"" + file + "\". See palimpsest --help.");
            }
        }
        if (!shell.desktop().open(files)) {
            throw new BadInputException("There is no display here, so the window cannot open; work from the shell with"
                    + " \"palimpsest detect BEFORE AFTER -d cva -o DIR\", and see palimpsest --help.");
        }
        return ExitCode.DONE;
    }

    /**
     * Lets every command answer {@code --version}. Not by the annotation, whose text would be made for each command at every
     * start, GDAL's library being loaded for it.
     */
    static void tellVersion(CommandLine command) {
        command.getCommandSpec().versionProvider(new VersionText());
        command.getSubcommands().values().forEach(PalimpsestCommand::tellVersion);
    }

    /** Says which version this is, and whether GDAL's library was found. */
    static final class VersionText implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "Palimpsest " + Version.text(),
                GdalLibrary.version()
                        .map(version -> "GDAL " + version + " reads JPEG 2000, VRT, ENVI, ERDAS and other formats")
                        .orElse("GDAL not found: GeoTIFF, PNG and JPEG are read")
            };
        }
    }
}
