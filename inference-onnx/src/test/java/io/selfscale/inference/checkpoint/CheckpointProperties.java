package io.selfscale.inference.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** A folder with one damaged file gives a CheckpointException or a checkpoint, and nothing else. */
class CheckpointProperties {

    private static final List<String> FILES = List.of(
            "config.json",
            "generation_config.json",
            "preprocessor_config.json",
            "video_preprocessor_config.json",
            "tokenizer.json",
            "chat_template.jinja",
            "model.safetensors.index.json");

    private static Path folder = Path.of("");

    @BeforeContainer
    static void write() throws IOException {
        folder = Files.createTempDirectory("damaged");
        SparseCheckpoint.write(folder, SparseCheckpoint.small(false), 2);
    }

    @AfterContainer
    static void delete() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Property(tries = 150)
    void survivesChangedBytes(
            @ForAll @IntRange(min = 0, max = 6) int which,
            @ForAll @Size(min = 1, max = 3) List<@IntRange(min = 0, max = 100_000) Integer> places,
            @ForAll byte value)
            throws IOException {
        Path file = folder.resolve(FILES.get(which));
        byte[] sound = Files.readAllBytes(file);
        byte[] changed = sound.clone();
        places.forEach(place -> changed[place % changed.length] = value);

        open(file, sound, changed);
    }

    @Property(tries = 100)
    void survivesTruncation(
            @ForAll @IntRange(min = 0, max = 6) int which, @ForAll @IntRange(min = 0, max = 100_000) int length)
            throws IOException {
        Path file = folder.resolve(FILES.get(which));
        byte[] sound = Files.readAllBytes(file);

        open(file, sound, Arrays.copyOf(sound, length % sound.length));
    }

    private static void open(Path file, byte[] sound, byte[] damaged) throws IOException {
        Files.write(file, damaged);
        try {
            assertThat(Checkpoint.open(folder).tensors()).isNotEmpty();
        } catch (CheckpointException refused) {
            assertThat(refused.problems()).isNotEmpty();
        } finally {
            Files.write(file, sound);
        }
    }
}
