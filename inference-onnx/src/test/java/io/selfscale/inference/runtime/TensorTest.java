package io.selfscale.inference.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TensorTest {
    private OnnxRuntime runtime;

    @BeforeEach
    void open() {
        runtime = TestRuntime.open();
    }

    @AfterEach
    void closeAndCheckForLeaks() {
        assertThat(runtime.openHandles()).isZero();
        runtime.close();
    }

    @Test
    void isZeroedAlignedAndInTheOrderOfTheMachine() {
        try (Tensor tensor = runtime.tensor(ElementType.FLOAT32, 5, 7)) {
            assertThat(tensor.bytes().order()).isEqualTo(ByteOrder.nativeOrder());
            assertThat(tensor.byteSize()).isEqualTo(140);
            assertThat(Pointer.nativeValue(Native.getDirectBufferPointer(tensor.bytes())) % 64)
                    .isZero();
            FloatBuffer floats = tensor.floats();
            assertThat(floats.remaining()).isEqualTo(35);
            while (floats.hasRemaining()) {
                assertThat(floats.get()).isZero();
            }
        }
    }

    @Test
    void mayBeAScalarOrEmpty() {
        try (Tensor scalar = runtime.tensor(ElementType.INT64);
                Tensor empty = runtime.tensor(ElementType.FLOAT16, 0, 4)) {
            assertThat(scalar.longs().remaining()).isEqualTo(1);
            assertThat(scalar.shape()).isEmpty();
            assertThat(empty.shorts().remaining()).isZero();
        }
    }

    @Test
    void handsOutBuffersOfItsTypeOnly() {
        try (Tensor tensor = runtime.tensor(ElementType.INT32, 2)) {
            tensor.ints().put(0, 7);
            assertThat(tensor.bytes().getInt(0)).isEqualTo(7);
            assertThatIllegalStateException()
                    .isThrownBy(tensor::floats)
                    .withMessage("tensor INT32[2] is not of type FLOAT32");
            assertThatIllegalStateException().isThrownBy(tensor::longs);
            assertThatIllegalStateException().isThrownBy(tensor::shorts);
        }
    }

    @Test
    void sharesItsMemoryWithItsViews() {
        Tensor tensor = runtime.tensor(ElementType.FLOAT32, 2, 4);
        tensor.floats().put(5, 42);
        Tensor view = tensor.view(6);
        tensor.close();
        assertThat(view.floats().get(5)).isEqualTo(42);
        Tensor wider = view.view(8);
        view.close();
        wider.floats().put(7, 1);
        assertThat(wider.floats().get(5)).isEqualTo(42);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wider.view(9))
                .withMessageContaining("needs 36 bytes")
                .withMessageContaining("has 32");
        wider.close();
    }

    @Test
    void copiesBetweenTensorsOfOneSize() {
        try (Tensor from = runtime.tensor(ElementType.FLOAT32, 2, 2);
                Tensor to = runtime.tensor(ElementType.FLOAT32, 4);
                Tensor small = runtime.tensor(ElementType.FLOAT32, 3);
                Tensor other = runtime.tensor(ElementType.INT32, 4)) {
            from.floats().put(new float[] {1, 2, 3, 4});
            from.copyTo(to);
            assertThat(to.floats()).isEqualTo(from.floats());
            assertThatIllegalArgumentException().isThrownBy(() -> from.copyTo(small));
            assertThatIllegalArgumentException().isThrownBy(() -> from.copyTo(other));
        }
    }

    @Test
    void refusesImpossibleShapes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> runtime.tensor(ElementType.FLOAT32, 2, -1))
                .withMessageContaining("[2, -1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> runtime.tensor(ElementType.FLOAT32, 1L << 40, 1L << 40))
                .withMessageContaining("2^63");
    }

    @Test
    void cannotBeUsedAfterItIsClosedButItsBuffersStayReadable() {
        Tensor tensor = runtime.tensor(ElementType.FLOAT32, 1);
        FloatBuffer floats = tensor.floats().put(0, 3);
        tensor.close();
        tensor.close();
        assertThat(floats.get(0)).isEqualTo(3);
        assertThatIllegalStateException().isThrownBy(tensor::bytes).withMessage("the tensor is closed");
        assertThatIllegalStateException().isThrownBy(() -> tensor.view(1));
        try (Tensor other = runtime.tensor(ElementType.FLOAT32, 1)) {
            assertThatIllegalStateException().isThrownBy(() -> other.copyTo(tensor));
        }
    }
}
