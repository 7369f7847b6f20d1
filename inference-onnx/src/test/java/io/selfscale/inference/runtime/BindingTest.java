package io.selfscale.inference.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BindingTest {
    private static final SessionSettings CPU = SessionSettings.on(Device.CPU).withIntraOpThreads(1);

    private OnnxRuntime runtime;

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

    private Tensor floats(long[] shape, float... values) {
        Tensor tensor = runtime.tensor(ElementType.FLOAT32, shape);
        tensor.floats().put(values);
        return tensor;
    }

    private static float[] values(Tensor tensor) {
        float[] values = new float[tensor.floats().remaining()];
        tensor.floats().get(values);
        return values;
    }

    @Test
    void runsAModel() {
        try (Session session = runtime.createSession(TinyModels.add(), CPU);
                Binding binding = session.bind();
                Tensor a = floats(new long[] {2, 2}, 1, 2, 3, 4);
                Tensor b = floats(new long[] {2, 2}, 10, 20, 30, 40);
                Tensor sum = runtime.tensor(ElementType.FLOAT32, 2, 2)) {
            binding.input("a", a).input("b", b).output("sum", sum).run();
            assertThat(values(sum)).containsExactly(11, 22, 33, 44);
            assertThat(binding.output("sum")).isSameAs(sum);
        }
    }

    @Test
    void readsTheContentsOfAnInputAtEachRun() {
        try (Session session = runtime.createSession(TinyModels.add(), CPU);
                Binding binding = session.bind();
                Tensor a = floats(new long[] {1, 2}, 1, 2);
                Tensor sum = runtime.tensor(ElementType.FLOAT32, 1, 2)) {
            binding.input("a", a).input("b", a).output("sum", sum).run();
            a.floats().put(new float[] {5, 6});
            binding.run();
            assertThat(values(sum)).containsExactly(10, 12);
        }
    }

    @Test
    void extendsABufferInPlaceWhenItIsInputAndOutput() {
        try (Session session = runtime.createSession(TinyModels.add(), CPU);
                Binding binding = session.bind();
                Tensor state = floats(new long[] {1, 2}, 1, 2);
                Tensor step = floats(new long[] {1, 2}, 1, 1)) {
            binding.input("a", state).input("b", step).output("sum", state);
            binding.run();
            binding.run();
            assertThat(values(state)).containsExactly(3, 4);
        }
    }

    @Test
    void growsThroughViewsOfTheSameMemory() {
        try (Session session = runtime.createSession(TinyModels.add(), CPU);
                Binding binding = session.bind();
                Tensor whole = floats(new long[] {3, 2}, 1, 2, 3, 4, 5, 6);
                Tensor result = runtime.tensor(ElementType.FLOAT32, 3, 2)) {
            for (int rows = 1; rows <= 3; rows++) {
                try (Tensor part = whole.view(rows, 2);
                        Tensor partOfResult = result.view(rows, 2)) {
                    binding.input("a", part).input("b", part).output("sum", partOfResult);
                    binding.run();
                    assertThat(part.shape()).containsExactly(rows, 2);
                }
                assertThat(result.floats().get(rows * 2 - 1)).isEqualTo(rows * 4);
            }
            assertThat(values(result)).containsExactly(2, 4, 6, 8, 10, 12);
        }
    }

    @Test
    void givesWhatTheRunAllocatedAndAllocatesAnewAtEachRun() {
        try (Session session = runtime.createSession(TinyModels.nonZero(), CPU);
                Binding binding = session.bind()) {
            binding.output("places", Device.CPU);
            try (Tensor x = floats(new long[] {4}, 0, 1, 0, 1);
                    Tensor y = floats(new long[] {5}, 1, 1, 0, 1, 0)) {
                binding.input("x", x).run();
                try (Tensor first = binding.output("places")) {
                    binding.input("x", y).run();
                    try (Tensor second = binding.output("places")) {
                        assertThat(first.shape()).containsExactly(1, 2);
                        assertThat(first.longs().get(1)).isEqualTo(3);
                        assertThat(second.shape()).containsExactly(1, 3);
                        assertThat(second.longs().get(2)).isEqualTo(3);
                    }
                }
            }
        }
    }

    @Test
    void keepsTheMemoryOfABoundTensorThatIsClosed() {
        try (Session session = runtime.createSession(TinyModels.add(), CPU);
                Binding binding = session.bind();
                Tensor sum = runtime.tensor(ElementType.FLOAT32, 1, 2)) {
            try (Tensor a = floats(new long[] {1, 2}, 3, 4)) {
                binding.input("a", a).input("b", a);
            }
            binding.output("sum", sum).run();
            assertThat(values(sum)).containsExactly(6, 8);
        }
    }

    @Test
    void mayBeClosedAfterItsSession() {
        Session session = runtime.createSession(TinyModels.add(), CPU);
        Binding binding = session.bind();
        session.close();
        session.close();
        assertThat(runtime.openHandles()).isEqualTo(2);
        assertThatIllegalStateException().isThrownBy(session::bind).withMessageContaining("the session is closed");
        binding.close();
        binding.close();
        assertThatIllegalStateException().isThrownBy(() -> binding.output("sum", Device.CPU));
    }

    @Test
    void tellsUnknownNamesAndWrongTypesAndShapes() {
        try (Session session = runtime.createSession(TinyModels.add(), CPU);
                Binding binding = session.bind();
                Tensor integers = runtime.tensor(ElementType.INT64, 1, 2);
                Tensor wide = runtime.tensor(ElementType.FLOAT32, 1, 3)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> binding.input("c", wide))
                    .withMessage("the model has no input named c; its inputs are [a, b]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> binding.input("a", integers))
                    .withMessage("a has the type FLOAT32 in the model, but the tensor is a tensor INT64[1, 2]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> binding.input("a", wide))
                    .withMessageContaining("[-1, 2] (-1 is any size), but the tensor has [1, 3]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> binding.output("sum", integers))
                    .withMessageContaining("FLOAT32");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> binding.output("sum"))
                    .withMessageContaining("not bound");
        }
    }

    @Test
    void namesEveryInputThatIsMissing() {
        try (Session session = runtime.createSession(TinyModels.add(), CPU);
                Binding binding = session.bind();
                Tensor a = runtime.tensor(ElementType.FLOAT32, 1, 2)) {
            assertThatIllegalStateException().isThrownBy(binding::run).withMessageContaining("[a, b]");
            binding.input("a", a).input("b", a);
            assertThatIllegalStateException().isThrownBy(binding::run).withMessageContaining("no output is bound");
            binding.output("sum", Device.CPU);
            assertThatIllegalStateException()
                    .isThrownBy(() -> binding.output("sum"))
                    .withMessageContaining("there was none yet");
        }
    }

    @Test
    void tellsTheCodeOfARunThatFailed() {
        try (Session session = runtime.createSession(TinyModels.reshape(), CPU);
                Binding binding = session.bind();
                Tensor x = floats(new long[] {3}, 1, 2, 3);
                Tensor shape = runtime.tensor(ElementType.INT64, 2)) {
            shape.longs().put(new long[] {2, 2});
            binding.input("x", x).input("shape", shape).output("y", Device.CPU);
            assertThatExceptionOfType(OrtException.class)
                    .isThrownBy(binding::run)
                    .withMessageStartingWith("could not run the model: ONNX Runtime says ")
                    .satisfies(e -> assertThat(e.code()).isPositive());
            shape.longs().put(new long[] {1, 3});
            binding.run();
            try (Tensor y = binding.output("y")) {
                assertThat(y.shape()).containsExactly(1, 3);
            }
        }
    }

    @Test
    void endsARunThatIsCancelledFromAnotherThread() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (Session session = runtime.createSession(TinyModels.loop(), CPU);
                Binding binding = session.bind();
                Tensor rounds = runtime.tensor(ElementType.INT64);
                Tensor go = runtime.tensor(ElementType.BOOL);
                Tensor x = floats(new long[0], 0);
                Tensor y = runtime.tensor(ElementType.FLOAT32)) {
            rounds.longs().put(0, Long.MAX_VALUE);
            go.bytes().put(0, (byte) 1);
            binding.input("rounds", rounds).input("go", go).input("x", x).output("y", y);
            Cancellation cancellation = new Cancellation();
            CompletableFuture<Boolean> begun = new CompletableFuture<>();
            Future<?> run = executor.submit(() -> {
                begun.complete(true);
                binding.run(RunSettings.cancelledBy(cancellation).withTag("endless"));
            });
            begun.get(10, TimeUnit.SECONDS);
            cancellation.cancel();
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> run.get(30, TimeUnit.SECONDS))
                    .withCauseInstanceOf(CancellationException.class);
            assertThatExceptionOfType(CancellationException.class)
                    .isThrownBy(() -> binding.run(RunSettings.cancelledBy(cancellation)));
            rounds.longs().put(0, 5);
            binding.run(RunSettings.cancelledBy(new Cancellation()));
            assertThat(values(y)).containsExactly(5);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void refusesRunEntriesThatCannotBe() {
        try (Session session = runtime.createSession(TinyModels.add(), CPU);
                Binding binding = session.bind();
                Tensor a = runtime.tensor(ElementType.FLOAT32, 1, 2)) {
            binding.input("a", a).input("b", a).output("sum", Device.CPU);
            assertThatExceptionOfType(OrtException.class)
                    .isThrownBy(() -> binding.run(RunSettings.DEFAULT.withConfig("", "1")));
        }
    }

    @Test
    void describesInputsOutputsAndMetadata() {
        try (Session session = runtime.createSession(TinyModels.addWithMetadata(), CPU)) {
            assertThat(session.inputs())
                    .containsExactly(
                            new TensorInfo("a", ElementType.FLOAT32, List.of(-1L, 2L), List.of("n", "")),
                            new TensorInfo("b", ElementType.FLOAT32, List.of(-1L, 2L), List.of("n", "")));
            assertThat(session.outputs())
                    .containsExactly(new TensorInfo("sum", ElementType.FLOAT32, List.of(-1L, 2L), List.of("n", "")));
            assertThat(session.metadata()).isEqualTo(Map.of("precision", "fp32 – ü", "empty", ""));
            assertThat(session.device()).isEqualTo(Device.CPU);
            assertThat(session.assignments()).isEmpty();
        }
    }

    @Test
    void tellsWhichProviderRunsANode() {
        try (Session session =
                runtime.createSession(TinyModels.add(), CPU.withConfig(SessionSettings.RECORD_ASSIGNMENTS, "1"))) {
            assertThat(session.assignments())
                    .containsExactly(new NodeAssignment("Add_node", "", "Add", "CPUExecutionProvider"));
        }
    }
}
