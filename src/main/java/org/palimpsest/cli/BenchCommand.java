package org.palimpsest.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Bench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code palimpsest bench}: lists the measurements of speed and memory, or makes one. */
@Command(name = "bench", description = "Measure speed and memory on this machine; without a name, list the benches.")
final class BenchCommand implements Callable<Integer> {
    @ParentCommand
    private PalimpsestCommand root;

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "Bench to run.")
    private @Nullable String name;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "ARGUMENT", description = "What that bench wants to know.")
    private List<String> arguments = List.of();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = root.shell().out();
        List<Bench> benches = ServiceLoader.load(Bench.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList();
        if (name == null) {
            benches.forEach(bench -> out.printf(Locale.ROOT, "%-12s %s%n", bench.name(), bench.summary()));
            return ExitCode.DONE;
        }
        for (Bench bench : benches) {
            if (bench.name().equals(name)) {
                bench.run(arguments, out::println, root.shell().interruption().heeded());
                return ExitCode.DONE;
            }
        }
        throw new BadInputException("There is no bench \"" + name + "\". Known: "
                + String.join(", ", benches.stream().map(Bench::name).toList()) + ".");
    }
}
