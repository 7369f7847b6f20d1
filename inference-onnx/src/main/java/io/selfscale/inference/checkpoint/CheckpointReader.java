package io.selfscale.inference.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a checkpoint folder, file by file, and reports all that is wrong with it at once. */
final class CheckpointReader {

    private CheckpointReader() {}

    static Checkpoint read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new CheckpointException(
                    folder, List.of("folder: expected a checkpoint folder but there is none at this path"));
        }
        if (!CheckpointFiles.exists(folder.resolve(ConfigReader.FILE))
                && Files.isDirectory(folder.resolve("snapshots"))) {
            throw new CheckpointException(
                    folder,
                    List.of(ConfigReader.FILE
                            + ": the file is missing; this is the cache folder of a repository, name one of the folders in"
                            + " its folder snapshots instead"));
        }
        Problems problems = new Problems(folder);
        JsonNode root = Json.object(folder, ConfigReader.FILE, problems);
        ModelConfig config = root == null ? null : ConfigReader.read(folder, root, problems);
        TokenizerReader.Tokenizer tokenizer = TokenizerReader.read(folder, problems);
        if (tokenizer != null && config != null) {
            TokenizerReader.check(tokenizer, config, problems);
        }
        GenerationConfig generation =
                root == null ? null : GenerationConfigReader.read(folder, root, config, tokenizer, problems);
        ImageProcessorConfig image = ProcessorConfigReader.image(folder, config, problems);
        VideoProcessorConfig video = ProcessorConfigReader.video(folder, image, config, problems);
        String template = ChatTemplateFinder.find(folder, problems);
        Map<String, TensorLocation> tensors = TensorCatalog.read(folder, config, problems);
        problems.throwIfAny();
        return new Checkpoint(
                folder,
                settled(sound(config), tensors),
                sound(generation),
                sound(image),
                sound(video),
                sound(template),
                folder.resolve(TokenizerReader.FILE),
                tensors);
    }

    /** The head is the embedding only if the files hold no head of their own. */
    private static ModelConfig settled(ModelConfig config, Map<String, TensorLocation> tensors) {
        return new ModelConfig(
                config.text(),
                config.vision(),
                config.imageTokenId(),
                config.videoTokenId(),
                config.visionStartTokenId(),
                config.visionEndTokenId(),
                !tensors.containsKey(TensorNames.HEAD));
    }

    private static <T> T sound(@Nullable T part) {
        if (part == null) {
            throw new AssertionError("a part is missing although no problem was noted");
        }
        return part;
    }
}
