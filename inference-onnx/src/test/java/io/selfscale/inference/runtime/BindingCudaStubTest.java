package io.selfscale.inference.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Placement and bytes on the bus, with the CUDA provider on stub libraries. */
class BindingCudaStubTest {
    private static final Device CUDA = Device.cuda(0);
    private static final SessionSettings SETTINGS = SessionSettings.on(CUDA)
            .withIntraOpThreads(1)
            .withConfig(SessionSettings.RECORD_ASSIGNMENTS, "1")
            .withConfig(SessionSettings.NO_CPU_FALLBACK, "1");

    private static final long KV_HEADS = 2;
    private static final long HEAD = 64;
    private static final long CACHE = 4096;
    private static final long QKV = (8 + 2 * KV_HEADS) * HEAD;

    private static CudaStub stub;
    private OnnxRuntime runtime;

    @BeforeAll
    static void loadTheStubs() throws IOException, InterruptedException {
        stub = CudaStub.load();
    }

    @BeforeEach
    void open() {
        runtime = TestRuntime.open();
    }

    @AfterEach
    void closeAndCheckForLeaks() {
        assertThat(runtime.openHandles()).isZero();
        runtime.close();
        assertThat(runtime.ownHandles()).isZero();
    }

    @Test
    void choosesCudaWhenItCanBeUsed() {
        assertThat(Devices.probe(runtime).device()).isEqualTo(CUDA);
        assertThat(runtime.providers()).contains("CUDAExecutionProvider");
    }

    @Test
    void placesEveryNodeOnTheDevice() {
        try (Session session = runtime.createSession(TinyModels.groupQueryAttention(), SETTINGS)) {
            assertThat(session.assignments())
                    .containsExactly(new NodeAssignment(
                            "GroupQueryAttention_node",
                            "com.microsoft",
                            "GroupQueryAttention",
                            "CUDAExecutionProvider"));
        }
    }

    @Test
    void movesNoByteOfACacheThatStaysOnTheDevice() {
        try (Session session = runtime.createSession(TinyModels.groupQueryAttention(), SETTINGS);
                Binding binding = session.bind();
                Tensor key = runtime.tensor(CUDA, ElementType.FLOAT16, 1, KV_HEADS, CACHE, HEAD);
                Tensor value = runtime.tensor(CUDA, ElementType.FLOAT16, 1, KV_HEADS, CACHE, HEAD);
                Tensor qkv = runtime.pinnedTensor(ElementType.FLOAT16, 1, 1, QKV);
                Tensor length = runtime.tensor(ElementType.INT32, 1);
                Tensor total = runtime.tensor(ElementType.INT32);
                Tensor y = runtime.pinnedTensor(ElementType.FLOAT16, 1, 1, 8 * HEAD)) {
            length.ints().put(0, 100);
            total.ints().put(0, 101);
            binding.input("qkv", qkv)
                    .input("past_key", key)
                    .input("past_value", value)
                    .input("seqlens_k", length)
                    .input("total_sequence_length", total)
                    .output("y", y)
                    .output("present_key", key)
                    .output("present_value", value);
            binding.run();
            stub.reset();
            length.ints().put(0, 101);
            total.ints().put(0, 102);
            binding.run();
            // In: qkv and the row's length. Out: y. The total length stays on the host.
            assertThat(stub.counter("h2d_bytes")).isEqualTo(QKV * 2 + 4);
            assertThat(stub.counter("d2h_bytes")).isEqualTo(8 * HEAD * 2);
            assertThat(stub.counter("d2d_bytes")).isZero();
            assertThat(stub.counter("wrong_kind_copies")).isZero();
            assertThat(stub.counter("kernel_launches")).isPositive();
        }
    }

    @Test
    void copiesBetweenHostAndDeviceAndHandsOutZeroedMemory() {
        try (Tensor device = runtime.tensor(CUDA, ElementType.FLOAT32, 4);
                Tensor host = runtime.tensor(ElementType.FLOAT32, 2, 2);
                Tensor back = runtime.tensor(ElementType.FLOAT32, 4)) {
            assertThat(device.device()).isEqualTo(CUDA);
            assertThatIllegalStateException().isThrownBy(device::floats).withMessageContaining("cuda:0");
            back.floats().put(new float[] {9, 9, 9, 9});
            device.copyTo(back);
            assertThat(back.floats().get(3)).isZero();
            host.floats().put(new float[] {1, 2, 3, 4});
            stub.reset();
            host.copyTo(device);
            device.copyTo(back);
            assertThat(back.floats()).isEqualTo(host.floats());
            assertThat(stub.counter("h2d_bytes")).isEqualTo(16);
            assertThat(stub.counter("d2h_bytes")).isEqualTo(16);
            try (Tensor view = device.view(2);
                    Tensor part = runtime.tensor(ElementType.FLOAT32, 2)) {
                view.copyTo(part);
                assertThat(part.floats().get(1)).isEqualTo(2);
            }
        }
    }

    @Test
    void leavesAnOutputOnTheDeviceWhenItIsWantedThere() {
        try (Session session = runtime.createSession(TinyModels.add(), SETTINGS);
                Binding binding = session.bind();
                Tensor a = runtime.tensor(CUDA, ElementType.FLOAT32, 3, 2)) {
            binding.input("a", a).input("b", a).output("sum", CUDA);
            binding.run();
            stub.reset();
            binding.run();
            try (Tensor sum = binding.output("sum")) {
                assertThat(sum.device()).isEqualTo(CUDA);
                assertThat(sum.shape()).containsExactly(3, 2);
            }
            assertThat(stub.counter("h2d_bytes") + stub.counter("d2h_bytes")).isZero();
        }
    }

    @Test
    void replaysACapturedGraphAlone() {
        SessionSettings capturing = SETTINGS.withCudaOption("enable_cuda_graph", "1");
        try (Session session = runtime.createSession(TinyModels.add(), capturing);
                Binding binding = session.bind();
                Tensor a = runtime.tensor(CUDA, ElementType.FLOAT32, 3, 2);
                Tensor sum = runtime.tensor(CUDA, ElementType.FLOAT32, 3, 2)) {
            binding.input("a", a).input("b", a).output("sum", sum);
            RunSettings settings = RunSettings.DEFAULT.withConfig("gpu_graph_id", "1");
            binding.run(settings);
            assertThat(stub.counter("capture_violations")).isZero();
            stub.reset();
            binding.run(settings);
            assertThat(stub.counter("graph_launches")).isEqualTo(1);
            assertThat(stub.counter("kernel_launches")).isZero();
        }
    }

    @Test
    void tellsUnknownOptionsOfTheProviderAndDevicesThatAreNotThere() {
        assertThatExceptionOfType(OrtException.class)
                .isThrownBy(
                        () -> runtime.createSession(TinyModels.add(), SETTINGS.withCudaOption("no_such_option", "1")))
                .withMessageContaining("no_such_option");
        assertThatExceptionOfType(OrtException.class)
                .isThrownBy(() -> runtime.createSession(
                        TinyModels.add(), SessionSettings.on(Device.cuda(7)).withIntraOpThreads(1)));
        assertThatExceptionOfType(OrtException.class)
                .isThrownBy(() -> runtime.tensor(Device.cuda(7), ElementType.FLOAT32, 1));
    }

    @Test
    void refusesMoreMemoryThanTheDeviceHas() {
        assertThatExceptionOfType(OrtException.class)
                .isThrownBy(() -> runtime.tensor(CUDA, ElementType.FLOAT32, 1L << 40))
                .withMessageContaining("allocate a tensor FLOAT32[1099511627776]");
    }
}
