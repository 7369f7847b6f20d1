package io.selfscale.inference.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.selfscale.inference.checkpoint.Checkpoint;
import java.util.Map;
import java.util.TreeMap;

/**
 * The two graphs of a checkpoint, as ONNX Runtime takes them: a few hundred kilobytes each, whose weights lie in the
 * files of the checkpoint.
 *
 * <p>The same checkpoint, precision and metadata give the same bytes.
 */
public final class Graphs {

    /** Version of the file format. The newest that the library of 1.28 reads is later. */
    private static final int IR_VERSION = 10;

    /** Version of the standard operators: the first with a rotary embedding. */
    private static final int OPERATOR_SET = 23;

    private final Checkpoint checkpoint;
    private final WeightFolder folder;
    private final Precision precision;
    private final int topLogits;
    private final Map<String, String> metadata;

    /**
     * @param checkpoint the model
     * @param folder where its weights really lie
     * @param precision what to compute in
     * @param topLogits how many of the largest logits the decoder gives as an output of their own; 0 for none
     * @param metadata what the graphs are to say about themselves
     */
    public Graphs(
            Checkpoint checkpoint,
            WeightFolder folder,
            Precision precision,
            int topLogits,
            Map<String, String> metadata) {
        this.topLogits = topLogits;
        this.checkpoint = checkpoint;
        this.folder = folder;
        this.precision = precision;
        this.metadata = new TreeMap<>(metadata);
    }

    /** The vision tower: from patches to the features of visual tokens. */
    public byte[] vision() {
        return model(VisionGraph.of(checkpoint, folder, precision));
    }

    /** The text decoder: from token ids and visual features to logits. */
    public byte[] decoder() {
        return model(DecoderGraph.of(checkpoint, folder, precision, topLogits));
    }

    private byte[] model(GraphProto graph) {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("selfscale")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATOR_SET))
                .addOpsetImport(OperatorSetIdProto.newBuilder()
                        .setDomain(GraphBuilder.CONTRIB)
                        .setVersion(1))
                .setGraph(graph);
        metadata.forEach((key, value) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build().toByteArray();
    }
}
