package org.palimpsest.nn.weights;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.palimpsest.base.BadInputException;

/** An open file of named tensors; the tensors can be read until it closes. */
public interface WeightsFile extends Closeable {
    /** The tensors by name, in the file's order. */
    Map<String, StoredTensor> tensors();

    /** What the file says about itself, as text by key; empty where it says nothing. */
    Map<String, String> metadata();

    /** Opens a safetensors file or a torch archive (.pt, .pth, .bin, .ckpt), which are told apart by their first bytes. */
    static WeightsFile open(Path path) throws IOException, BadInputException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        boolean complete = false;
        try {
            WeightsFile weights = open(file);
            complete = true;
            return weights;
        } catch (Refusal e) {
            throw new BadInputException(path.getFileName() + " is not a usable file of weights: " + e.getMessage());
        } finally {
            if (!complete) {
                file.close();
            }
        }
    }

    private static WeightsFile open(FileChannel file) throws IOException, Refusal {
        long size = file.size();
        if (size < Long.BYTES) {
            throw new Refusal("it has only " + size + " bytes.");
        }
        ByteBuffer start = FileBytes.read(file, 0, Long.BYTES);
        if (start.getInt(0) == 0x04034b50) {
            return TorchArchive.openZip(file);
        }
        // Four more bytes rule out a safetensors header of that length.
        if ((start.get(0) & 0xFF) == 0x80 && start.get(1) == 2 && (start.get(2) & 0xFF) == 0x8a) {
            return TorchArchive.openOld(file);
        }
        return SafetensorsFile.open(file);
    }
}
