package io.selfscale.inference.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfscale.inference.checkpoint.Checkpoint;
import io.selfscale.inference.checkpoint.SparseCheckpoint;
import io.selfscale.inference.checkpoint.TensorLocation;
import io.selfscale.inference.checkpoint.tiny.TinyModel;
import io.selfscale.inference.graph.Precision;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadPlanTest {

    @TempDir
    Path folder;

    private static long bytes(Checkpoint checkpoint) {
        return checkpoint.tensors().values().stream()
                .mapToLong(TensorLocation::length)
                .sum();
    }

    private Checkpoint released(String size) throws IOException {
        SparseCheckpoint.write(folder, SparseCheckpoint.released(size), 1);
        return Checkpoint.open(folder);
    }

    @Test
    void weightsInThePrecisionOfTheGraphTakeNothing() {
        TinyModel.write(folder, 1);
        Checkpoint checkpoint = Checkpoint.open(folder);
        assertThat(LoadPlan.of(checkpoint, Precision.FP32)).isEqualTo(new LoadPlan(bytes(checkpoint), 0));
    }

    @Test
    void sixteenBitWeightsTakeTwiceTheirSize() throws IOException {
        Checkpoint tied = released("2B");
        assertThat(LoadPlan.of(tied, Precision.FP32)).isEqualTo(new LoadPlan(0, 2 * bytes(tied)));
        assertThat(LoadPlan.of(tied, Precision.BF16)).isEqualTo(new LoadPlan(bytes(tied), 0));
    }

    @Test
    void anEmbeddingThatIsNotTheHeadStaysAsItIs() throws IOException {
        Checkpoint separate = released("8B");
        long embedding = 2L * 151_936 * 4096;
        assertThat(LoadPlan.of(separate, Precision.FP32))
                .isEqualTo(new LoadPlan(embedding, 2 * (bytes(separate) - embedding)));
    }

    @Test
    void whatDoesNotFitIsRefusedWithBothFigures() {
        LoadPlan plan = new LoadPlan(0, 3L << 30);
        assertThatCode(() -> plan.requireWithin(3L << 30)).doesNotThrowAnyException();
        assertThatThrownBy(() -> plan.requireWithin((3L << 30) - 1))
                .isInstanceOf(GenerateException.class)
                .hasMessageContaining("take 3.0 GiB")
                .hasMessageContaining("only 3.0 GiB are free");
        assertThat(plan.describe()).contains("3072.0 MiB").contains("converted");
    }
}
