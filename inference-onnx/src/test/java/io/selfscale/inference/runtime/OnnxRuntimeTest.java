package io.selfscale.inference.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxRuntimeTest {
    private static final SessionSettings CPU = SessionSettings.on(Device.CPU).withIntraOpThreads(1);

    private OnnxRuntime runtime;

    @TempDir
    Path folder;

    @BeforeEach
    void open() {
        runtime = TestRuntime.open();
    }

    @AfterEach
    void closeAndCheckForLeaks() {
        assertThat(runtime.openHandles()).isZero();
        runtime.close();
        runtime.close();
        assertThat(runtime.ownHandles()).isZero();
    }

    @Test
    void tellsItsVersionAndProviders() {
        assertThat(runtime.version()).startsWith("1.");
        assertThat(OrtApi.minor(runtime.version())).isGreaterThanOrEqualTo(28);
        assertThat(runtime.providers()).contains("CPUExecutionProvider");
        assertThat(runtime.library()).isRegularFile();
    }

    @Test
    void refusesBytesThatAreNoModel() {
        assertThatExceptionOfType(OrtException.class)
                .isThrownBy(() -> runtime.createSession(new byte[] {1, 2, 3}, CPU))
                .withMessageStartingWith("could not make a session of a model of 3 bytes on cpu: ONNX Runtime says")
                .satisfies(e -> assertThat(e.code()).isPositive());
        assertThatExceptionOfType(OrtException.class).isThrownBy(() -> runtime.createSession(new byte[0], CPU));
    }

    @Test
    void refusesOperatorsThatItDoesNotKnow() {
        assertThatExceptionOfType(OrtException.class)
                .isThrownBy(() -> runtime.createSession(TinyModels.unknownOperator(), CPU))
                .withMessageContaining("NoSuchOperator");
    }

    @Test
    void refusesInputsThatAreNoNumbers() {
        assertThatExceptionOfType(OrtException.class)
                .isThrownBy(() -> runtime.createSession(TinyModels.strings(), CPU))
                .withMessageContaining("text of the model")
                .satisfies(e -> assertThat(e.code()).isEqualTo(OrtException.NOT_IMPLEMENTED));
    }

    @Test
    void refusesConfigurationThatCannotBe() {
        assertThatExceptionOfType(OrtException.class)
                .isThrownBy(() -> runtime.createSession(TinyModels.add(), CPU.withConfig("", "")));
        assertThatIllegalArgumentException().isThrownBy(() -> CPU.withIntraOpThreads(-1));
    }

    @Test
    void takesWeightsFromAFileByItsNameInTheRealFolder() throws IOException {
        // As in a Hugging Face cache: the snapshot's name is a link to a blob, whose name the model tells.
        Path blobs = Files.createDirectories(folder.resolve("blobs"));
        Path snapshot = Files.createDirectories(folder.resolve("snapshots").resolve("main"));
        byte[] header =
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}".getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(8 + header.length + 12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .putFloat(1)
                .putFloat(2)
                .putFloat(3);
        Files.write(blobs.resolve("0a1b"), file.array());
        Path link =
                Files.createSymbolicLink(snapshot.resolve("model.safetensors"), Path.of("..", "..", "blobs", "0a1b"));
        Path real = link.toRealPath().resolve("..").normalize();
        SessionSettings settings = CPU.withExternalDataFolder(real).withoutPrepacking();
        byte[] model = TinyModels.externalWeights("0a1b", 8L + header.length);
        try (Session session = runtime.createSession(model, settings);
                Binding binding = session.bind();
                Tensor x = runtime.tensor(ElementType.FLOAT32, 3);
                Tensor y = runtime.tensor(ElementType.FLOAT32, 3)) {
            x.floats().put(new float[] {10, 20, 30});
            binding.input("x", x).output("y", y).run();
            assertThat(y.floats().get(2)).isEqualTo(33);
            assertThat(y.floats().get(0)).isEqualTo(11);
        }
    }

    @Test
    void tellsWhichWeightsAreMissing() throws IOException {
        byte[] model = TinyModels.externalWeights("weights.safetensors", 0);
        assertThatExceptionOfType(OrtException.class)
                .isThrownBy(() -> runtime.createSession(model, CPU.withExternalDataFolder(folder)))
                .withMessageContaining("weights.safetensors");
        Files.write(folder.resolve("weights.safetensors"), new byte[5]);
        assertThatExceptionOfType(OrtException.class)
                .isThrownBy(() -> runtime.createSession(model, CPU.withExternalDataFolder(folder)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> runtime.createSession(model, CPU.withExternalDataFolder(folder.resolve("none"))))
                .withMessageContaining("is no folder");
    }

    @Test
    void saysWhatIsMissingWhenCudaIsWantedAndFallsBackToTheCpu() {
        if (runtime.providers().contains("CUDAExecutionProvider")) {
            assertThat(Devices.probe(runtime).reason()).contains("CUDA");
        } else {
            assertThat(Devices.probe(runtime).device()).isEqualTo(Device.CPU);
            assertThat(Devices.probe(runtime).reason())
                    .startsWith("CUDA cannot be used, the CPU is. Looked for the CUDA provider of ONNX Runtime ")
                    .contains("com.microsoft.onnxruntime:onnxruntime_gpu")
                    .contains("-Dselfscale.onnxruntime.home");
            assertThatExceptionOfType(OrtException.class)
                    .isThrownBy(() -> runtime.createSession(TinyModels.add(), SessionSettings.on(Device.cuda(0))))
                    .withMessageContaining("onnxruntime_gpu");
            try (Tensor tensor = runtime.pinnedTensor(ElementType.INT64, 3)) {
                assertThat(tensor.device()).isEqualTo(Device.CPU);
            }
        }
    }

    @Test
    void makesNothingAfterItWasClosedButLetsWhatIsOpenWork() {
        Session session = runtime.createSession(TinyModels.add(), CPU);
        Binding binding = session.bind();
        Tensor a = runtime.tensor(ElementType.FLOAT32, 1, 2);
        runtime.close();
        assertThatIllegalStateException().isThrownBy(() -> runtime.createSession(TinyModels.add(), CPU));
        assertThatIllegalStateException().isThrownBy(() -> runtime.tensor(ElementType.FLOAT32, 1));
        a.floats().put(new float[] {1, 2});
        binding.input("a", a).input("b", a).output("sum", a).run();
        assertThat(a.floats().get(1)).isEqualTo(4);
        a.close();
        session.close();
        binding.close();
    }
}
