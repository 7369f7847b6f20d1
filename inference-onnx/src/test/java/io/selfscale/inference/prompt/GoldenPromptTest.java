package io.selfscale.inference.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.selfscale.inference.checkpoint.ModelConfig;
import io.selfscale.inference.image.Grid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Prompts, ids and positions of the golden cases in {@code -Dselfscale.golden=<folder>}, to the last integer. */
class GoldenPromptTest {

    @TestFactory
    Stream<DynamicTest> promptsIdsPositionsAndTextEqualTheReference() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path folder : cases()) {
            JsonNode given = json(folder.resolve("case.json"));
            if (given.has("batch")) {
                for (int row = 0; row < given.path("batch").size(); row++) {
                    JsonNode messages = given.path("batch").get(row).path("messages");
                    Path expected = folder.resolve("row" + row).resolve("expected.json");
                    tests.add(DynamicTest.dynamicTest(
                            folder.getFileName() + " row " + row, () -> compare(folder, messages, expected)));
                }
            } else {
                tests.add(DynamicTest.dynamicTest(
                        folder.getFileName().toString(),
                        () -> compare(folder, given.path("messages"), folder.resolve("expected.json"))));
            }
        }
        return tests.stream();
    }

    @Test
    void theEngineAndTheCodeOfTheInstructTemplateGiveTheSame() throws IOException {
        Set<String> seen = new HashSet<>();
        for (Path folder : cases()) {
            try (Tokenizer tokenizer = Tokenizer.open(folder.resolve("checkpoint/tokenizer.json"))) {
                if (!seen.add(template(folder))) {
                    continue;
                }
                ChatTemplate withEngine = ChatTemplate.ofEngine(template(folder), tokenizer.addedTokens());
                ChatTemplate inCode = ChatTemplate.of(template(folder), tokenizer.addedTokens());
                for (List<Message> conversation : TemplatePairs.conversations()) {
                    for (ChatOptions options : TemplatePairs.options()) {
                        RenderedPrompt engine = withEngine.render(conversation, options);
                        RenderedPrompt code = inCode.render(conversation, options);
                        assertThat(engine.text()).isEqualTo(code.text());
                        assertThat(tokenizer.encode(engine)).isEqualTo(tokenizer.encode(code));
                    }
                }
            }
        }
    }

    private static void compare(Path folder, JsonNode messages, Path expectedFile) throws IOException {
        JsonNode expected = json(expectedFile);
        ModelConfig config = config(folder.resolve("checkpoint/config.json"));
        List<Grid> images = grids(expected.path("image_grid_thw"));
        List<Grid> videoGrids = grids(expected.path("video_grid_thw"));
        List<VideoFrames> videos = new ArrayList<>();
        for (JsonNode message : messages) {
            for (JsonNode part : message.path("content")) {
                if (part.has("video")) {
                    List<Integer> frames = new ArrayList<>();
                    part.path("frames_indices").forEach(index -> frames.add(index.asInt()));
                    videos.add(VideoFrames.of(
                            videoGrids.get(videos.size()),
                            frames,
                            part.path("fps").asDouble()));
                }
            }
        }
        try (Tokenizer tokenizer = Tokenizer.open(folder.resolve("checkpoint/tokenizer.json"))) {
            ChatTemplate template = ChatTemplate.of(template(folder), tokenizer.addedTokens());
            PromptEncoder encoder = new PromptEncoder(tokenizer, template, config, VideoForm.OUTER_PAIR_KEPT);
            List<Message> read = Conversations.read(messages);

            assertThat(encoder.render(read, ChatOptions.defaults()).text())
                    .isEqualTo(expected.path("prompt").asString());
            EncodedPrompt prompt = encoder.encode(read, images, videos, ChatOptions.defaults(), Integer.MAX_VALUE);
            assertThat(prompt.ids()).isEqualTo(ints(expected.path("input_ids")));
            JsonNode positions = expected.path("position_ids");
            assertThat(prompt.positions().time()).isEqualTo(ints(positions.get(0)));
            assertThat(prompt.positions().row()).isEqualTo(ints(positions.get(1)));
            assertThat(prompt.positions().column()).isEqualTo(ints(positions.get(2)));
            assertThat(prompt.positions().ropeDelta())
                    .isEqualTo(expected.path("rope_delta").asInt());
            int[] generated = ints(expected.path("generated_ids"));
            assertThat(tokenizer.decode(generated))
                    .isEqualTo(expected.path("generated_text").asString());
            StreamDecoder stream = new StreamDecoder(tokenizer);
            StringBuilder streamed = new StringBuilder();
            for (int id : generated) {
                streamed.append(stream.append(id));
            }
            assertThat(streamed.append(stream.finish()).toString())
                    .isEqualTo(expected.path("generated_text").asString());
        }
    }

    private static List<Path> cases() throws IOException {
        String folder = System.getProperty("selfscale.golden");
        assumeTrue(folder != null, "-Dselfscale.golden names the golden cases");
        try (Stream<Path> entries = Files.list(Path.of(String.valueOf(folder)))) {
            List<Path> cases = entries.filter(entry -> Files.exists(entry.resolve("case.json")))
                    .sorted()
                    .toList();
            assertThat(cases).isNotEmpty();
            return cases;
        }
    }

    private static String template(Path folder) throws IOException {
        return Files.readString(folder.resolve("checkpoint/chat_template.jinja"));
    }

    private static ModelConfig config(Path file) throws IOException {
        JsonNode config = json(file);
        return Checkpoints.config(
                config.path("text_config").path("vocab_size").asInt(),
                config.path("text_config").path("max_position_embeddings").asInt(),
                config.path("image_token_id").asInt(),
                config.path("video_token_id").asInt(),
                config.path("vision_start_token_id").asInt(),
                config.path("vision_end_token_id").asInt());
    }

    private static List<Grid> grids(JsonNode array) {
        List<Grid> grids = new ArrayList<>();
        for (JsonNode grid : array) {
            grids.add(new Grid(
                    grid.get(0).asInt(), grid.get(1).asInt(), grid.get(2).asInt()));
        }
        return grids;
    }

    private static int[] ints(JsonNode array) {
        int[] ints = new int[array.size()];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = array.get(i).asInt();
        }
        return ints;
    }

    private static JsonNode json(Path file) throws IOException {
        return Checkpoints.JSON.readTree(Files.readAllBytes(file));
    }
}
