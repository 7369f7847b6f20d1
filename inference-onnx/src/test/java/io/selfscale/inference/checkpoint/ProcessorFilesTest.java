package io.selfscale.inference.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files beside {@code config.json}: processors, sampling defaults, chat template, tokenizer. */
class ProcessorFilesTest {

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        SparseCheckpoint.write(folder, SparseCheckpoint.small(false), 1);
    }

    @Test
    void readsTheAreasAndPatchesOfImages() {
        assertThat(Checkpoint.open(folder).image())
                .isEqualTo(new ImageProcessorConfig(
                        65_536, 16_777_216, 16, 2, 2, List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5)));
    }

    @Test
    void pixelsMeanAreasAndWinOverTheOtherSpelling() throws IOException {
        SparseCheckpoint.edit(
                folder.resolve("preprocessor_config.json"),
                root -> root.put("min_pixels", 4096).put("max_pixels", 1_000_000));
        assertThat(Checkpoint.open(folder).image().minArea()).isEqualTo(4096);
        assertThat(Checkpoint.open(folder).image().maxArea()).isEqualTo(1_000_000);

        SparseCheckpoint.edit(folder.resolve("preprocessor_config.json"), root -> root.remove("size"));
        assertThat(Checkpoint.open(folder).image().minArea()).isEqualTo(4096);
    }

    @Test
    void videosHaveTheirOwnLimits() throws IOException {
        SparseCheckpoint.edit(
                folder.resolve("video_preprocessor_config.json"),
                root -> root.put("fps", 1.5).put("min_frames", 2).put("max_frames", 9));

        VideoProcessorConfig video = Checkpoint.open(folder).video();

        assertThat(video.framesPerSecond()).isEqualTo(1.5);
        assertThat(video.minFrames()).isEqualTo(2);
        assertThat(video.maxFrames()).isEqualTo(9);
        assertThat(video.frames().maxArea()).isEqualTo(25_165_824);
    }

    @Test
    void withoutAVideoFileVideosFollowTheImages() throws IOException {
        Files.delete(folder.resolve("video_preprocessor_config.json"));

        Checkpoint checkpoint = Checkpoint.open(folder);

        assertThat(checkpoint.video())
                .isEqualTo(new VideoProcessorConfig(
                        new ImageProcessorConfig(
                                4_096,
                                25_165_824,
                                16,
                                2,
                                2,
                                checkpoint.image().mean(),
                                checkpoint.image().std()),
                        2,
                        4,
                        768));
    }

    @Test
    void bothProcessorsMayStandInOneFile() throws IOException {
        Checkpoint apart = Checkpoint.open(folder);
        String image = Files.readString(folder.resolve("preprocessor_config.json"));
        String video = Files.readString(folder.resolve("video_preprocessor_config.json"));
        Files.delete(folder.resolve("preprocessor_config.json"));
        Files.delete(folder.resolve("video_preprocessor_config.json"));
        assertThatThrownBy(() -> Checkpoint.open(folder))
                .hasMessageContaining("preprocessor_config.json: the file is missing")
                .hasMessageContaining("processor_config.json");

        Files.writeString(
                folder.resolve("processor_config.json"),
                "{\"image_processor\": " + image + ", \"video_processor\": " + video + "}");
        assertThat(Checkpoint.open(folder).image()).isEqualTo(apart.image());
        assertThat(Checkpoint.open(folder).video()).isEqualTo(apart.video());

        SparseCheckpoint.edit(
                folder.resolve("processor_config.json"),
                root -> root.withObject("image_processor").put("patch_size", 14));
        assertThatThrownBy(() -> Checkpoint.open(folder))
                .hasMessageContaining("processor_config.json: image_processor.patch_size: expected 16");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "preprocessor_config.json       | size            | null                   | both keys are missing",
                "preprocessor_config.json       | size            | {\"shortest_edge\":1}  | size.longest_edge: expected an integer",
                "preprocessor_config.json       | size            | {\"shortest_edge\":9,\"longest_edge\":8} | at least the smallest",
                "preprocessor_config.json       | size            | {\"shortest_edge\":9,\"longest_edge\":1023} | at least one token, 1024",
                "preprocessor_config.json       | size            | [1,2]                  | an object",
                "preprocessor_config.json       | min_pixels      | 0                      | from 1 to",
                "preprocessor_config.json       | patch_size      | 14                     | expected 16, as vision_config.patch_size says",
                "preprocessor_config.json       | merge_size      | 4                      | as vision_config.spatial_merge_size says",
                "preprocessor_config.json       | temporal_patch_size | null               | the key is missing",
                "preprocessor_config.json       | image_mean      | [0.5]                  | 3 numbers",
                "preprocessor_config.json       | image_std       | [0.5,0.5,0]            | 3 numbers",
                "preprocessor_config.json       | do_resize       | false                  | only true is supported",
                "preprocessor_config.json       | resample        | 2                      | the integer 3",
                "preprocessor_config.json       | rescale_factor  | 1                      | a number above",
                "video_preprocessor_config.json | fps             | 0                      | a number above 0",
                "video_preprocessor_config.json | max_frames      | 3                      | at least min_frames = 4",
                "video_preprocessor_config.json | size            | null                   | both keys are missing",
                "generation_config.json         | eos_token_id    | []                     | a list of 1 to 64 integers",
                "generation_config.json         | eos_token_id    | 151936                 | from 0 to 151935",
                "generation_config.json         | eos_token_id    | null                   | would never end",
                "generation_config.json         | top_p           | 0                      | a number above 0",
                "generation_config.json         | top_p           | 1.5                    | at most 1",
                "generation_config.json         | temperature     | -1                     | a number above 0",
                "generation_config.json         | repetition_penalty | \"1\"               | a number above 0",
                "generation_config.json         | do_sample       | 1                      | true or false",
            })
    void refusesWhatCannotBeRight(String file, String key, String value, String reason) throws IOException {
        JsonNode node = JsonMapper.shared().readTree(value);
        SparseCheckpoint.edit(folder.resolve(file), root -> root.set(key, node));

        assertThatThrownBy(() -> Checkpoint.open(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(file + ": ")
                .hasMessageContaining(reason);
    }

    @Test
    void readsTheDefaultsForSampling() throws IOException {
        assertThat(Checkpoint.open(folder).generation())
                .isEqualTo(new GenerationConfig(List.of(151645, 151643), true, 0.7, 20, 0.8, 1));

        SparseCheckpoint.edit(
                folder.resolve("generation_config.json"),
                root -> root.put("temperature", 0).put("top_k", -1).put("eos_token_id", 151645));
        assertThat(Checkpoint.open(folder).generation())
                .isEqualTo(new GenerationConfig(List.of(151645), false, 1, 0, 0.8, 1));
    }

    @Test
    void withoutAFileTheEndIdComesFromTheConfigOrTheTokenizer() throws IOException {
        Files.delete(folder.resolve("generation_config.json"));
        assertThatThrownBy(() -> Checkpoint.open(folder)).hasMessageContaining("would never end");

        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"eos_token\": {\"content\": \"<|im_end|>\"}}");
        assertThat(Checkpoint.open(folder).generation())
                .isEqualTo(new GenerationConfig(List.of(151645), false, 1, 50, 1, 1));

        SparseCheckpoint.edit(
                folder.resolve("config.json"),
                root -> root.withObject("text_config").put("eos_token_id", 151644));
        assertThat(Checkpoint.open(folder).generation().endTokenIds()).containsExactly(151644);

        SparseCheckpoint.edit(
                folder.resolve("config.json"),
                root -> root.putArray("eos_token_id").add(7).add(8).add(7));
        assertThat(Checkpoint.open(folder).generation().endTokenIds()).containsExactly(7, 8);
    }

    @Test
    void findsTheChatTemplateInTheNewestOfThreePlaces() throws IOException {
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"chat_template\": \"oldest\"}");
        Files.writeString(folder.resolve("chat_template.json"), """
                {"chat_template": [{"name": "tool_use", "template": "tools"}, {"name": "default", "template": "older"}]}
                """);
        Files.writeString(folder.resolve("chat_template.jinja"), "newest ⏎");
        assertThat(Checkpoint.open(folder).chatTemplate()).isEqualTo("newest ⏎");

        Files.delete(folder.resolve("chat_template.jinja"));
        assertThat(Checkpoint.open(folder).chatTemplate()).isEqualTo("older");

        Files.delete(folder.resolve("chat_template.json"));
        assertThat(Checkpoint.open(folder).chatTemplate()).isEqualTo("oldest");

        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"chat_template\": [{\"name\": \"x\"}]}");
        assertThatThrownBy(() -> Checkpoint.open(folder)).hasMessageContaining("one named \"default\"");

        Files.writeString(folder.resolve("tokenizer_config.json"), "{}");
        assertThatThrownBy(() -> Checkpoint.open(folder)).hasMessageContaining("no chat template");

        Files.write(folder.resolve("chat_template.jinja"), new byte[] {(byte) 0xC3, (byte) 0x28});
        assertThatThrownBy(() -> Checkpoint.open(folder)).hasMessageContaining("UTF-8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "\"b\":1      | \"b\":151936    | expected ids below text_config.vocab_size = 151936",
                "151655       | 151654          | <|image_pad|> with id 151655, as config.json image_token_id says, but found id 151654",
                "<|video_pad  | <|film_pad      | <|video_pad|> with id 151656",
                "<|im_start   | <|im_begin      | the added token <|im_start|> but it is missing",
                "BPE          | Unigram         | expected a tokenizer whose model is of type \"BPE\"",
                "vocab        | words           | no vocab",
                "\"b\":1      | \"b\":1e        | not valid JSON",
                "\"b\":1      | \"b\":99999999999999999999 | not valid JSON",
            })
    void refusesATokenizerThatIsNotOfThisModel(String from, String to, String reason) throws IOException {
        Path file = folder.resolve("tokenizer.json");
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));

        assertThatThrownBy(() -> Checkpoint.open(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("tokenizer.json: ")
                .hasMessageContaining(reason);
    }

    @Test
    void readsAVocabularyOfFullSize() throws IOException {
        StringBuilder vocabulary = new StringBuilder("\"a\":0");
        StringBuilder merges = new StringBuilder();
        for (int id = 1; id < 151_643; id++) {
            String token = Integer.toString(id * 31, 36);
            vocabulary.append(",\"\u0120").append(token).append("\":").append(id);
            merges.append(id == 1 ? "" : ",")
                    .append("[\"\u0120\",\"")
                    .append(token)
                    .append("\"]");
        }
        Path file = folder.resolve("tokenizer.json");
        String text = Files.readString(file);
        Files.writeString(file, text.replace("\"a\":0,\"b\":1}", vocabulary + "},\"merges\":[" + merges + "]"));
        assertThat(Files.size(file)).isGreaterThan(4_000_000);

        assertThat(Checkpoint.open(folder).tokenizer()).isEqualTo(file);
    }

    @Test
    void refusesAFolderWithoutTokenizer() throws IOException {
        Files.delete(folder.resolve("tokenizer.json"));

        assertThatThrownBy(() -> Checkpoint.open(folder)).hasMessageContaining("tokenizer.json: the file is missing");
    }
}
