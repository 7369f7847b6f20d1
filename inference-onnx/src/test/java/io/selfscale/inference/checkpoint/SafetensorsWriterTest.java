package io.selfscale.inference.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsWriterTest {

    private static final List<SafetensorsWriter.Entry> TWO = List.of(
            new SafetensorsWriter.Entry("ä\"b", ElementType.F32, List.of(2L)),
            new SafetensorsWriter.Entry("scalar", ElementType.BOOL, List.of()));

    @TempDir
    Path folder;

    private Path file = Path.of("x.safetensors");

    @BeforeEach
    void place() {
        file = folder.resolve("x.safetensors");
    }

    @Test
    void writesInPiecesWhatTheReaderReads() throws IOException {
        try (SafetensorsWriter writer = new SafetensorsWriter(file, TWO)) {
            writer.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            writer.write(ByteBuffer.wrap(new byte[] {4, 5, 6, 7, 8, 9}));
        }

        SafetensorsHeader header = SafetensorsReader.read(file);
        long start = 8 + header.headerBytes();
        assertThat(start % 8).isZero();
        assertThat(header.tensors())
                .containsExactly(
                        new SafetensorsHeader.Entry("ä\"b", "F32", List.of(2L), start, 8),
                        new SafetensorsHeader.Entry("scalar", "BOOL", List.of(), start + 8, 1));
        assertThat(Files.readAllBytes(file)).endsWith(1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void refusesMoreBytesAndAnEarlyEnd() {
        SafetensorsWriter writer = new SafetensorsWriter(file, TWO);
        assertThatThrownBy(() -> writer.write(ByteBuffer.allocate(10))).isInstanceOf(IllegalStateException.class);
        writer.write(ByteBuffer.allocate(7));

        assertThatThrownBy(writer::close)
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("2 bytes of its tensors were not written");
        writer.close();
        assertThatThrownBy(() -> writer.write(ByteBuffer.allocate(1))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void overwritesNothingAndTakesEachNameOnce() throws IOException {
        Files.writeString(file, "mine");
        assertThatThrownBy(() -> new SafetensorsWriter(file, TWO))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("cannot be written");
        assertThat(file).hasContent("mine");

        List<SafetensorsWriter.Entry> twice = List.of(TWO.get(0), TWO.get(0));
        assertThatThrownBy(() -> new SafetensorsWriter(folder.resolve("y.safetensors"), twice))
                .isInstanceOf(IllegalArgumentException.class);
        List<SafetensorsWriter.Entry> negative =
                List.of(new SafetensorsWriter.Entry("a", ElementType.F32, List.of(-1L)));
        assertThatThrownBy(() -> new SafetensorsWriter(folder.resolve("y.safetensors"), negative))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(folder.resolve("y.safetensors")).doesNotExist();
    }
}
