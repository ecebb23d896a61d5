package org.palimpsest.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.pytorch.jni.LibUtils;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.Download;
import org.palimpsest.base.FileServer;
import org.palimpsest.base.Progress;
import org.palimpsest.base.Sha256;

/** GPU support is fetched from a server, checked, unpacked and tried before it takes its place; here with files that are small. */
class GpuSupportTest {
    @TempDir
    private Path folder;

    private FileServer server;
    private final List<Path> tried = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = new FileServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void installs_librariesAlone_fromAnAddressOfTheUsersChoice() throws Exception {
        GpuSupport support = support("2.7.1+cu128", tried::add);
        assertTrue(support.libraries().isEmpty());
        support.install(Optional.of(server.address("/mirror").toString()), Progress.NONE, Cancellation.NEVER);
        Path libraries = support.libraries().orElseThrow();
        assertEquals(1, tried.size());
        assertTrue(Files.isRegularFile(libraries.resolve("libtorch.so")));
        assertTrue(Files.isRegularFile(libraries.resolve("../../nvidia/cudnn/lib/libcudnn.so.9")));
        assertFalse(Files.exists(libraries.resolve("libtorch_python.so")));
        assertFalse(Files.exists(libraries.resolve("../include")));
        try (var left = Files.list(folder.resolve("cache"))) {
            assertEquals(1, left.count(), "archives are deleted");
        }
        support.remove();
        assertTrue(support.libraries().isEmpty());
    }

    @Test
    void librariesThatDoNotWorkHere_takeNoPlace() throws Exception {
        GpuSupport support = support("2.7.1+cu128", libraries -> {
            throw new BadInputException("The trial process ended with code 134.");
        });
        assertRefused(support, "code 134");
        assertRefused(support("2.8.0+cu128", tried::add), "2.8.0");
        assertTrue(support.libraries().isEmpty());
    }

    @Test
    void offline_oneSentenceSaysSo() throws Exception {
        GpuSupport support = support("2.7.1+cu128", tried::add);
        String address = server.address("/mirror").toString();
        server.close();
        BadInputException refused = assertThrows(
                BadInputException.class,
                () -> support.install(Optional.of(address), Progress.NONE, Cancellation.NEVER));
        assertTrue(refused.getMessage().contains("connection to the Internet"), refused.getMessage());
        assertEquals(1, refused.getMessage().lines().count());
    }

    @Test
    void whatThisVersionFetches_isNamedWithSizeAndHash() {
        Optional<GpuSupport> here = GpuSupport.ofThisSystem();
        here.ifPresent(support -> assertTrue(support.downloadBytes() > 1L << 30));
    }

    /** With the libraries of the processor, which are at hand, in place of the cards': the whole way, trial process included. */
    @Test
    @Tag("long")
    void realLibraries_areTriedInAProcessOfTheirOwn() throws Exception {
        LibTorch.load();
        Path wheel = folder.resolve("torch.whl");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(wheel));
                Stream<Path> libraries = Files.list(Path.of(LibUtils.getLibtorchPath()))) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (Path library : libraries
                    .filter(file -> !file.getFileName().toString().contains("djl"))
                    .toList()) {
                zip.putNextEntry(new ZipEntry("torch/lib/" + library.getFileName()));
                Files.copy(library, zip);
                zip.closeEntry();
            }
            zip.putNextEntry(new ZipEntry("torch/version.py"));
            zip.write("__version__ = '2.7.1'".getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        server.put("/mirror/torch.whl", wheel);
        GpuSupport.Archive torch = new GpuSupport.Archive(
                "torch.whl", new Download(server.address("/publisher"), Files.size(wheel), Sha256.of(wheel)));
        GpuSupport support = new GpuSupport(List.of(torch), folder.resolve("installed"), OwnLibTorch::requireLoadable);
        server.cut(1);
        support.install(Optional.of(server.address("/mirror").toString()), Progress.NONE, Cancellation.NEVER);
        assertTrue(support.libraries().isPresent());
    }

    private void assertRefused(GpuSupport support, String reason) {
        BadInputException refused = assertThrows(
                BadInputException.class,
                () -> support.install(
                        Optional.of(server.address("/mirror/").toString()), Progress.NONE, Cancellation.NEVER));
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    }

    private GpuSupport support(String version, GpuSupport.Trial trial) throws IOException {
        GpuSupport.Archive torch = archive(
                "torch-2.7.1+cu128-any.whl",
                Map.of(
                        "torch/lib/libtorch.so", "library",
                        "torch/lib/libtorch_python.so", "for Python",
                        "torch/include/torch.h", "header",
                        "torch/version.py", "__version__ = '" + version + "'"));
        GpuSupport.Archive cudnn = archive("nvidia_cudnn-any.whl", Map.of("nvidia/cudnn/lib/libcudnn.so.9", "library"));
        return new GpuSupport(
                List.of(torch, cudnn),
                Files.createDirectories(folder.resolve("cache")).resolve("gpu"),
                trial);
    }

    private GpuSupport.Archive archive(String name, Map<String, String> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        server.put("/mirror/" + name, bytes.toByteArray());
        Path copy = folder.resolve("copy");
        Files.write(copy, bytes.toByteArray());
        return new GpuSupport.Archive(
                name, new Download(server.address("/publisher/" + name), bytes.size(), Sha256.of(copy)));
    }
}
