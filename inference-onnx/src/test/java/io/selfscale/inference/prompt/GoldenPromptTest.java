package io.selfscale.inference.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.inference.checkpoint.Checkpoint;
import io.selfscale.inference.golden.GoldenFolder;
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

/** Prompts, ids and positions of the golden cases, to the last integer. */
class GoldenPromptTest {

    @TestFactory
    Stream<DynamicTest> promptsIdsPositionsAndTextEqualTheReference() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path folder : GoldenFolder.cases()) {
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
                        String.valueOf(folder.getFileName()),
                        () -> compare(folder, given.path("messages"), folder.resolve("expected.json"))));
            }
        }
        return tests.stream();
    }

    @Test
    void theEngineAndTheCodeOfTheInstructTemplateGiveTheSame() throws IOException {
        Set<String> seen = new HashSet<>();
        for (Path folder : GoldenFolder.cases()) {
            Checkpoint checkpoint = Checkpoint.open(folder.resolve("checkpoint"));
            try (Tokenizer tokenizer = Tokenizer.open(checkpoint.tokenizer())) {
                if (!seen.add(checkpoint.chatTemplate())) {
                    continue;
                }
                ChatTemplate withEngine = ChatTemplate.ofEngine(checkpoint.chatTemplate(), tokenizer.addedTokens());
                ChatTemplate inCode = ChatTemplate.of(checkpoint.chatTemplate(), tokenizer.addedTokens());
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
        Checkpoint checkpoint = Checkpoint.open(folder.resolve("checkpoint"));
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
        try (Tokenizer tokenizer = Tokenizer.open(checkpoint.tokenizer())) {
            ChatTemplate template = ChatTemplate.of(checkpoint.chatTemplate(), tokenizer.addedTokens());
            PromptEncoder encoder =
                    new PromptEncoder(tokenizer, template, checkpoint.config(), VideoForm.OUTER_PAIR_KEPT);
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
