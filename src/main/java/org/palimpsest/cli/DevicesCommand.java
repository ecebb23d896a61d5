package org.palimpsest.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.learned.ComputeDevice;
import org.palimpsest.nn.GpuSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/**
 * {@code palimpsest devices}: lists what networks can compute on here, with the memory that is free there; on request fetches
 * what an NVIDIA card needs.
 */
@Command(name = "devices", description = "List what networks can compute on, with free memory; install GPU support.")
final class DevicesCommand implements Callable<Integer> {
    @ParentCommand
    private PalimpsestCommand root;

    @Option(names = "--json", description = "Print one JSON array.")
    private boolean json;

    @Option(
            names = "--install-gpu",
            description =
                    "Fetch PyTorch's libraries for NVIDIA cards once (a few GB), check and try them, and use them from"
                            + " now on.")
    private boolean install;

    @Option(
            names = "--from",
            paramLabel = "ADDRESS",
            description =
                    "With --install-gpu: a folder on a server that holds the files, in place of their publishers'.")
    private @Nullable String from;

    @Option(names = "--remove-gpu", description = "Remove what --install-gpu fetched.")
    private boolean remove;

    @Override
    public Integer call() throws BadInputException, CancelledException, IOException {
        if (from != null && !install) {
            throw new BadInputException("--from belongs to --install-gpu.");
        }
        if (install || remove) {
            GpuSupport support = GpuSupport.ofThisSystem()
                    .orElseThrow(
                            () -> new BadInputException("GPU support is for NVIDIA cards on Linux and Windows with an"
                                    + " x86-64 processor, and this is another system. Networks run on the processor."));
            if (remove) {
                support.remove();
                root.shell().out().println("GPU support is removed; networks use the processor.");
                return ExitCode.DONE;
            }
            install(support);
        }
        return list();
    }

    private void install(GpuSupport support) throws BadInputException, CancelledException, IOException {
        PrintWriter out = root.shell().out();
        out.printf(Locale.ROOT, "GPU support: %.1f GB are fetched.%n", support.downloadBytes() / 1e9);
        support.install(
                Optional.ofNullable(from),
                new DownloadLines(out::println),
                root.shell().interruption().heeded());
        out.println("GPU support is installed: "
                + support.libraries().map(Path::toString).orElse(""));
    }

    private Integer list() throws BadInputException {
        List<ComputeDevice> devices = ComputeDevice.all();
        PrintWriter out = root.shell().out();
        if (json) {
            JsonArray array = new JsonArray();
            for (ComputeDevice device : devices) {
                JsonObject object = new JsonObject();
                object.addProperty("name", device.name());
                device.freeBytes().ifPresent(bytes -> object.addProperty("freeBytes", bytes));
                array.add(object);
            }
            out.println(new GsonBuilder().setPrettyPrinting().create().toJson(array));
            return ExitCode.DONE;
        }
        for (ComputeDevice device : devices) {
            String free = device.freeBytes().isPresent()
                    ? (device.freeBytes().getAsLong() >> 20) + " MB free"
                    : "free memory unknown";
            out.printf(Locale.ROOT, "%-6s %s%n", device.name(), free);
        }
        if (devices.size() == 1) {
            out.println("No graphics card is usable here; one of NVIDIA needs --install-gpu once (docs/networks.md).");
        }
        return ExitCode.DONE;
    }
}
