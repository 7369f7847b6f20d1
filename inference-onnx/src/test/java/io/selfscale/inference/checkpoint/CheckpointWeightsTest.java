package io.selfscale.inference.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Names, shards and shapes of the weights. */
class CheckpointWeightsTest {

    private static final ModelConfig SMALL = SparseCheckpoint.small(false);
    private static final String SHARD = "model-00002-of-00003.safetensors";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "model.visual., model.language_model., lm_head.",
        "visual., language_model., lm_head.",
        "visual., language_model.model., language_model.lm_head.",
        "model.visual., model., lm_head.",
        "visual., model., model.lm_head.",
    })
    void namesOfEveryOriginBecomeTheSame(String vision, String text, String head) throws IOException {
        SparseCheckpoint.write(
                folder,
                SMALL,
                2,
                name -> name.replace("model.visual.", vision)
                        .replace("model.language_model.", text)
                        .replace("lm_head.", head));

        Checkpoint checkpoint = Checkpoint.open(folder);

        assertThat(checkpoint.tensors().keySet())
                .isEqualTo(ExpectedTensors.of(SMALL).keySet());
        assertThat(List.copyOf(checkpoint.tensors().keySet())).isSorted();
        checkpoint.tensors().forEach((name, tensor) -> assertThat(tensor.name()).isEqualTo(name));
    }

    @Test
    void aHeadBelowTheBareModelPrefixIsNoTensorOfTheDecoder() {
        assertThat(new TensorNames(List.of()).canonical("model.norm.weight"))
                .isEqualTo("model.language_model.norm.weight");
        assertThat(new TensorNames(List.of("model.language_model.norm.weight")).canonical("model.norm.weight"))
                .isEqualTo("model.norm.weight");
        assertThat(new TensorNames(List.of()).canonical("other")).isEqualTo("other");
    }

    @Test
    void tiedEmbeddingsMayBeStatedInEitherPlaceAndNeedNoHead() throws IOException {
        SparseCheckpoint.write(folder, SparseCheckpoint.small(true), 1);
        assertThat(Checkpoint.open(folder).config().tiedEmbeddings()).isTrue();
        assertThat(Checkpoint.open(folder).tensors()).doesNotContainKey("lm_head.weight");

        SparseCheckpoint.edit(folder.resolve("config.json"), root -> {
            root.put("tie_word_embeddings", false);
            root.withObject("text_config").put("tie_word_embeddings", true);
        });
        assertThat(Checkpoint.open(folder).config().tiedEmbeddings()).isTrue();

        SparseCheckpoint.edit(
                folder.resolve("config.json"),
                root -> root.withObject("text_config").remove("tie_word_embeddings"));
        assertThatThrownBy(() -> Checkpoint.open(folder))
                .hasMessageContaining("missing tensor lm_head.weight")
                .hasMessageContaining("tie_word_embeddings");
    }

    @Test
    void aHeadThatIsStoredIsUsedEvenIfTied() throws IOException {
        SparseCheckpoint.write(folder, SMALL, 1);
        SparseCheckpoint.edit(folder.resolve("config.json"), root -> root.put("tie_word_embeddings", true));

        Checkpoint checkpoint = Checkpoint.open(folder);

        assertThat(checkpoint.config().tiedEmbeddings()).isFalse();
        assertThat(checkpoint.tensors()).containsKey("lm_head.weight");
    }

    @Test
    void everyMissingUnknownAndMisshapenTensorIsInOneMessage() throws IOException {
        SparseCheckpoint.write(folder, SMALL, 1);
        List<SafetensorsWriter.Entry> entries = new ArrayList<>();
        ExpectedTensors.of(SMALL).forEach((name, shape) -> {
            switch (name) {
                case "model.visual.merger.norm.weight" ->
                    entries.add(
                            new SafetensorsWriter.Entry("model.visual.merger.ln_q.weight", ElementType.BF16, shape));
                case "model.language_model.norm.weight" ->
                    entries.add(new SafetensorsWriter.Entry(name, ElementType.BF16, List.of(64L)));
                case "model.language_model.layers.1.mlp.up_proj.weight" ->
                    entries.add(new SafetensorsWriter.Entry(name, ElementType.I8, shape));
                case "model.visual.blocks.2.attn.qkv.bias" -> {
                    // Left out.
                }
                default -> entries.add(new SafetensorsWriter.Entry(name, ElementType.BF16, shape));
            }
        });
        Files.delete(folder.resolve("model.safetensors"));
        SparseCheckpoint.weights(folder.resolve("model.safetensors"), entries);

        CheckpointException thrown = catchThrowableOfType(CheckpointException.class, () -> Checkpoint.open(folder));

        assertThat(thrown.problems())
                .containsExactlyInAnyOrder(
                        "weights: missing tensor model.visual.blocks.2.attn.qkv.bias [144]",
                        "weights: missing tensor model.visual.merger.norm.weight [48]",
                        "model.safetensors: tensor model.language_model.norm.weight: expected shape [48], from the"
                                + " sizes in config.json, but found [64]",
                        "model.safetensors: tensor model.language_model.layers.1.mlp.up_proj.weight: expected element"
                                + " type F32, F16 or BF16 but found I8; quantized weights are not supported",
                        "model.safetensors: unknown tensor model.visual.merger.ln_q.weight [48]");
    }

    @Test
    void aTensorThatTheModelDoesNotHaveIsNotGiven() throws IOException {
        SparseCheckpoint.write(folder, SMALL, 1);
        Checkpoint checkpoint = Checkpoint.open(folder);

        assertThat(checkpoint.tensor("lm_head.weight").shape()).containsExactly(151_936L, 48L);
        assertThatThrownBy(() -> checkpoint.tensor("lm_head.bias"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lm_head.bias");
    }

    @Test
    void extraTensorsAreIgnoredWhenNothingIsMissing() throws IOException {
        SparseCheckpoint.write(folder, SMALL, 1);
        List<SafetensorsWriter.Entry> entries = new ArrayList<>();
        entries.add(new SafetensorsWriter.Entry("rotary.inv_freq", ElementType.F32, List.of(8L)));
        ExpectedTensors.of(SMALL)
                .forEach((name, shape) -> entries.add(new SafetensorsWriter.Entry(name, ElementType.F16, shape)));
        Files.delete(folder.resolve("model.safetensors"));
        SparseCheckpoint.weights(folder.resolve("model.safetensors"), entries);

        assertThat(Checkpoint.open(folder).tensors())
                .hasSameSizeAs(ExpectedTensors.of(SMALL).keySet());
    }

    @Test
    void oneTensorUnderTwoNamesIsRefused() throws IOException {
        SparseCheckpoint.write(folder, SMALL, 1);
        List<SafetensorsWriter.Entry> entries = new ArrayList<>();
        ExpectedTensors.of(SMALL)
                .forEach((name, shape) -> entries.add(new SafetensorsWriter.Entry(name, ElementType.F16, shape)));
        entries.add(new SafetensorsWriter.Entry("language_model.norm.weight", ElementType.F16, List.of(48L)));
        Files.delete(folder.resolve("model.safetensors"));
        SparseCheckpoint.weights(folder.resolve("model.safetensors"), entries);

        assertThatThrownBy(() -> Checkpoint.open(folder))
                .hasMessageContaining("language_model.norm.weight is also model.language_model.norm.weight");
    }

    @Test
    void theIndexMustAgreeWithTheShards() throws IOException {
        SparseCheckpoint.write(folder, SMALL, 3);
        SparseCheckpoint.edit(folder.resolve("model.safetensors.index.json"), root -> {
            ObjectNode map = (ObjectNode) root.get("weight_map");
            map.put("lm_head.weight", "model-00001-of-00003.safetensors");
            map.remove("model.language_model.norm.weight");
            map.put("model.ghost", SHARD);
        });

        CheckpointException thrown = catchThrowableOfType(CheckpointException.class, () -> Checkpoint.open(folder));

        assertThat(thrown.problems())
                .hasSize(3)
                .anyMatch(
                        problem -> problem.contains("for lm_head.weight, which that file holds, but found model-00001"))
                .anyMatch(problem -> problem.contains("norm.weight, which that file holds, but found nothing"))
                .anyMatch(problem -> problem.contains("expected model.ghost in " + SHARD));
    }

    @Test
    void everyMissingOrDamagedShardIsListed() throws IOException {
        SparseCheckpoint.write(folder, SMALL, 3);
        Files.delete(folder.resolve(SHARD));
        Files.write(folder.resolve("model-00003-of-00003.safetensors"), new byte[3]);

        CheckpointException thrown = catchThrowableOfType(CheckpointException.class, () -> Checkpoint.open(folder));

        assertThat(thrown.problems())
                .hasSize(2)
                .anyMatch(problem -> problem.startsWith(SHARD + ": the file is missing"))
                .anyMatch(problem -> problem.startsWith("model-00003-of-00003.safetensors: expected a header"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x.safetensors",
                "/x.safetensors",
                "a/x.safetensors",
                "a\\\\x.safetensors",
                "x.bin",
                ".safetensors",
                "",
                "x\\u0000.safetensors",
                "C:x.safetensors"
            })
    void shardsNeverLieOutsideTheFolder(String shard) throws IOException {
        SparseCheckpoint.write(folder, SMALL, 3);
        Files.writeString(
                folder.resolve("model.safetensors.index.json"), "{\"weight_map\": {\"a\": \"" + shard + "\"}}");

        assertThatThrownBy(() -> Checkpoint.open(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("expected plain names");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"weight_map\": []}",
                "{\"weight_map\": {}}",
                "{\"weight_map\": {\"a\": 1}}",
                "{",
                "{}x"
            })
    void refusesAnIndexWithoutAMap(String text) throws IOException {
        SparseCheckpoint.write(folder, SMALL, 3);
        Files.writeString(folder.resolve("model.safetensors.index.json"), text);

        assertThatThrownBy(() -> Checkpoint.open(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("model.safetensors.index.json: ");
    }

    @Test
    void refusesAFolderWithoutWeights() throws IOException {
        SparseCheckpoint.write(folder, SMALL, 1);
        Files.delete(folder.resolve("model.safetensors"));

        assertThatThrownBy(() -> Checkpoint.open(folder)).hasMessageContaining("no weights");
    }

    @Test
    void aCacheFolderOfLinksWorksAsItIs() throws IOException {
        Path blobs = Files.createDirectories(folder.resolve("blobs"));
        Path snapshot = Files.createDirectories(folder.resolve("snapshots/main"));
        Path plain = folder.resolve("plain");
        SparseCheckpoint.write(plain, SMALL, 3);
        List<Path> files;
        try (var listed = Files.list(plain)) {
            files = listed.toList();
        }
        for (Path file : files) {
            String hash = Integer.toHexString(String.valueOf(file.getFileName()).hashCode());
            Files.move(file, blobs.resolve(hash));
            Files.createSymbolicLink(snapshot.resolve(plain.relativize(file)), Path.of("../../blobs", hash));
        }

        Checkpoint checkpoint = Checkpoint.open(snapshot);

        assertThat(checkpoint.tensors().values()).allSatisfy(tensor -> {
            assertThat(tensor.file()).hasParentRaw(snapshot).hasExtension("safetensors");
            assertThat(tensor.toRealPath()).hasParentRaw(blobs.toRealPath());
        });

        TensorLocation first = checkpoint.tensors().values().iterator().next();
        Files.delete(first.toRealPath());
        assertThatThrownBy(first::toRealPath).isInstanceOf(CheckpointException.class);
        assertThatThrownBy(() -> Checkpoint.open(snapshot)).hasMessageContaining("link to a file that does not exist");
    }
}
