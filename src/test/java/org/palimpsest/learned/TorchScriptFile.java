package org.palimpsest.learned;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A TorchScript archive written by hand: one object whose {@code forward} is given as text. */
public final class TorchScriptFile {
    private TorchScriptFile() {}

    /** @param method the text of {@code forward}, indented by two blanks */
    public static Path write(Path file, String method) throws IOException {
        String code = "class Net(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n" + method;
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            put(zip, "net/data.pkl", object());
            put(zip, "net/code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
            put(zip, "net/constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
            put(zip, "net/version", "3\n".getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    /** Pickled: an object of class {@code __torch__.Net} with {@code training = False}. */
    private static byte[] object() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x80, 2});
        out.writeBytes("c__torch__\nNet\n)".getBytes(StandardCharsets.UTF_8));
        out.write(0x81);
        out.writeBytes(new byte[] {'}', 'X', 8, 0, 0, 0});
        out.writeBytes("training".getBytes(StandardCharsets.UTF_8));
        out.write(0x89);
        out.writeBytes("sb.".getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCompressedSize(content.length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
