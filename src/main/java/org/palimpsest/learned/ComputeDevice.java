package org.palimpsest.learned;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.util.cuda.CudaUtils;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.palimpsest.base.BadInputException;
import org.palimpsest.nn.LibTorch;
import org.palimpsest.nn.OwnLibTorch;

/**
 * A processor or graphics card on which networks can compute.
 *
 * @param name "cpu" or "gpu:N", as the command line calls it
 * @param freeBytes memory that is free on it now; empty when unknown
 */
public record ComputeDevice(String name, OptionalLong freeBytes) {
    /**
     * Every device of this machine, the processor first. Loads libtorch.
     *
     * @throws BadInputException when the libtorch that the environment names cannot be used
     */
    public static List<ComputeDevice> all() throws BadInputException {
        OwnLibTorch.requireUsable();
        List<ComputeDevice> devices = new ArrayList<>();
        devices.add(new ComputeDevice("cpu", freeOfMachine()));
        int cards = cards();
        for (int i = 0; i < cards; i++) {
            MemoryUsage usage = CudaUtils.getGpuMemory(Device.gpu(i));
            devices.add(new ComputeDevice("gpu:" + i, OptionalLong.of(usage.getMax() - usage.getCommitted())));
        }
        return devices;
    }

    /**
     * DJL's device for a name.
     *
     * @throws BadInputException when this machine, or the libtorch in use, has no such device
     */
    public static Device parse(String name) throws BadInputException {
        OwnLibTorch.requireUsable();
        if (name.equals("cpu")) {
            return Device.cpu();
        }
        if (!name.matches("gpu(:\\d{1,3})?")) {
            throw new BadInputException("A device is cpu, gpu or gpu:N, but was \"" + name + "\".");
        }
        int number = name.equals("gpu") ? 0 : Integer.parseInt(name.substring(4));
        int cards = cards();
        if (number >= cards) {
            throw new BadInputException("Device " + name + " cannot be used: "
                    + (cards == 0
                            ? "no CUDA device is usable here, or the installed libtorch is the one for processors. Use"
                                    + " --device cpu, or see \"GPU\" in the manual."
                            : "this machine has " + cards + ", counted from gpu:0."));
        }
        return Device.gpu(number);
    }

    private static OptionalLong freeOfMachine() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? OptionalLong.of(system.getFreeMemorySize())
                : OptionalLong.empty();
    }

    private static int cards() {
        LibTorch.load();
        return Engine.getEngine("PyTorch").getGpuCount();
    }
}
