package io.selfscale.inference.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.selfscale.inference.checkpoint.Checkpoint;
import io.selfscale.inference.checkpoint.tiny.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelExporterTest {

    /** What the library of 1.28 has, on the CPU or under CUDA; an operator that is not here needs a look at both. */
    private static final Set<String> OPERATORS = Set.of(
            "Add",
            "Cast",
            "Concat",
            "ConcatFromSequence",
            "FusedMatMul",
            "Gather",
            "GatherND",
            "Gelu",
            "Gemm",
            "GroupQueryAttention",
            "Identity",
            "LayerNormalization",
            "Loop",
            "Mul",
            "MultiHeadAttention",
            "PackedMultiHeadAttention",
            "QuickGelu",
            "Reshape",
            "RotaryEmbedding",
            "ScatterND",
            "SequenceEmpty",
            "SequenceInsert",
            "SimplifiedLayerNormalization",
            "Size",
            "SkipLayerNormalization",
            "SkipSimplifiedLayerNormalization",
            "Slice",
            "Split",
            "Sub",
            "TopK",
            "Unsqueeze");

    @TempDir
    static Path folder;

    private static Path model;

    @BeforeAll
    static void writeAModel() {
        model = folder.resolve("model");
        TinyModel.write(model, 1);
    }

    private static ModelProto read(Path file) throws IOException {
        return ModelProto.parseFrom(Files.readAllBytes(file));
    }

    private static List<NodeProto> nodes(GraphProto graph) {
        List<NodeProto> nodes = new ArrayList<>();
        for (NodeProto node : graph.getNodeList()) {
            nodes.add(node);
            node.getAttributeList().forEach(attribute -> {
                if (attribute.hasG()) {
                    nodes.addAll(nodes(attribute.getG()));
                }
            });
        }
        return nodes;
    }

    @ParameterizedTest
    @EnumSource
    void theSameCheckpointGivesTheSameBytes(Precision precision, @TempDir Path one, @TempDir Path other)
            throws IOException {
        ModelExporter.export(Checkpoint.open(model), one, precision);
        ModelExporter.export(Checkpoint.open(model), other, precision);
        for (String file : List.of("vision.onnx", "decoder.onnx", "model.json")) {
            assertThat(other.resolve(file)).hasSameBinaryContentAs(one.resolve(file));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyWeightIsReferredToOnceAndNoneIsCopied(Precision precision, @TempDir Path out) throws IOException {
        Checkpoint checkpoint = Checkpoint.open(model);
        long written = ModelExporter.export(checkpoint, out, precision);
        assertThat(written).isLessThan(300_000);
        Set<String> seen = new HashSet<>();
        for (String file : List.of("vision.onnx", "decoder.onnx")) {
            for (TensorProto weight : read(out.resolve(file)).getGraph().getInitializerList()) {
                if (weight.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
                    assertThat(seen.add(weight.getName())).as(weight.getName()).isTrue();
                    Map<String, String> data = weight.getExternalDataList().stream()
                            .collect(
                                    Collectors.toMap(StringStringEntryProto::getKey, StringStringEntryProto::getValue));
                    assertThat(data.get("location")).isEqualTo("model.safetensors");
                }
            }
        }
        assertThat(seen).isEqualTo(checkpoint.tensors().keySet());
    }

    @ParameterizedTest
    @EnumSource
    void onlyOperatorsThatBothVersionsOfTheLibraryHaveAreUsed(Precision precision, @TempDir Path out)
            throws IOException {
        ModelExporter.export(Checkpoint.open(model), out, precision);
        for (String file : List.of("vision.onnx", "decoder.onnx")) {
            ModelProto proto = read(out.resolve(file));
            assertThat(proto.getIrVersion()).isLessThanOrEqualTo(11);
            assertThat(nodes(proto.getGraph())).extracting(NodeProto::getOpType).isSubsetOf(OPERATORS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void noTwoValuesHaveOneName(Precision precision, @TempDir Path out) throws IOException {
        ModelExporter.export(Checkpoint.open(model), out, precision);
        for (String file : List.of("vision.onnx", "decoder.onnx")) {
            Map<String, Integer> made = new HashMap<>();
            for (NodeProto node : nodes(read(out.resolve(file)).getGraph())) {
                node.getOutputList().stream()
                        .filter(name -> !name.isEmpty())
                        .forEach(name -> made.merge(name, 1, Integer::sum));
            }
            assertThat(made)
                    .as(file)
                    .allSatisfy((name, count) -> assertThat(count).isEqualTo(1));
        }
    }

    @Test
    void graphsSayWhatTheyWereMadeOf(@TempDir Path out) throws IOException {
        Checkpoint checkpoint = Checkpoint.open(model);
        ModelExporter.export(checkpoint, out, Precision.BF16);
        assertThat(read(out.resolve("decoder.onnx")).getMetadataPropsList())
                .extracting(entry -> entry.getKey() + "=" + entry.getValue())
                .containsExactly(
                        "selfscale.checkpoint=sha256:" + checkpoint.digest(),
                        "selfscale.exporter=" + ModelExporter.VERSION,
                        "selfscale.precision=bf16");
    }

    @Test
    void graphsInsideTheCheckpointMoveWithIt(@TempDir Path place) throws IOException {
        Path first = place.resolve("first");
        TinyModel.write(first, 2);
        ModelExporter.export(Checkpoint.open(first), ModelExporter.defaultFolder(first), Precision.FP32);
        Path second = place.resolve("second");
        Files.move(first, second);
        ExportedModel opened = ExportedModel.open(ModelExporter.defaultFolder(second), Optional.empty());
        assertThat(opened.precision()).isEqualTo(Precision.FP32);
        assertThat(opened.weights().folder()).isEqualTo(second.toRealPath());
        assertThat(opened.decoder()).isNotEmpty();
    }

    @Test
    void aCheckpointThatWasMovedIsNamedAndFoundAgain(@TempDir Path place) throws IOException {
        Path first = place.resolve("first");
        Path graphs = place.resolve("graphs");
        TinyModel.write(first, 2);
        ModelExporter.export(Checkpoint.open(first), graphs, Precision.FP32);
        Path second = Files.move(first, place.resolve("second"));
        assertThatThrownBy(() -> ExportedModel.open(graphs, Optional.empty()))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("is not there")
                .hasMessageContaining("--checkpoint");
        assertThat(ExportedModel.open(graphs, Optional.of(second)).vision()).isNotEmpty();
    }

    @Test
    void anotherCheckpointIsNotTakenForTheOneThatWasExported(@TempDir Path out) throws IOException {
        ModelExporter.export(Checkpoint.open(model), out, Precision.FP32);
        Path other = out.resolve("other");
        TinyModel.write(other, 3);
        Path config = other.resolve("config.json");
        Files.writeString(config, Files.readString(config) + "\n");
        assertThatThrownBy(() -> ExportedModel.open(out, Optional.of(other)))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("is not the checkpoint that");
    }

    @Test
    void aFolderWithoutGraphsSaysHowToMakeThem(@TempDir Path empty) {
        assertThatThrownBy(() -> ExportedModel.open(empty, Optional.empty()))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("selfscale export");
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"architecture\": 1}",
                "{\"architecture\": \"qwen3_vl\", \"exporter\": \"x\"}",
                "{\"architecture\": \"qwen3_vl\", \"exporter\": 1, \"precision\": \"fp64\"}"
            })
    void aBrokenDescriptionIsRefused(String content, @TempDir Path place) throws IOException {
        Files.writeString(place.resolve("model.json"), content);
        assertThatThrownBy(() -> ExportedModel.open(place, Optional.empty()))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("model.json");
    }

    @Test
    void aCacheOfLinksIsReadFromWhereItsFilesLie(@TempDir Path cache) throws IOException {
        Path blobs = Files.createDirectories(cache.resolve("blobs"));
        Path snapshot = Files.createDirectories(cache.resolve("snapshots").resolve("abc"));
        try (Stream<Path> files = Files.list(model)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = Objects.requireNonNull(file.getFileName()).toString();
                Path blob = blobs.resolve("blob-" + name);
                Files.copy(file, blob);
                Files.createSymbolicLink(snapshot.resolve(name), snapshot.relativize(blob));
            }
        }
        ModelExporter.export(Checkpoint.open(snapshot), cache.resolve("graphs"), Precision.FP32);
        ExportedModel opened = ExportedModel.open(cache.resolve("graphs"), Optional.empty());
        assertThat(opened.weights().folder()).isEqualTo(blobs.toRealPath());
        assertThat(read(cache.resolve("graphs").resolve("vision.onnx")).getGraph().getInitializerList().stream()
                        .flatMap(weight -> weight.getExternalDataList().stream())
                        .filter(entry -> entry.getKey().equals("location"))
                        .map(StringStringEntryProto::getValue))
                .containsOnly("blob-model.safetensors");
    }
}
