package io.selfscale.inference.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SafetensorsReaderTest {

    @TempDir
    Path folder;

    @Test
    void tellsWhereEachTensorLies() throws IOException {
        String header = """
                {"__metadata__":{"format":"pt"},
                 "b":{"dtype":"F32","shape":[2,3],"data_offsets":[2,26]},
                 "a":{"dtype":"BF16","shape":[],"data_offsets":[0,2]},
                 "none":{"dtype":"I64","shape":[0,5],"data_offsets":[26,26]},
                 "other":{"dtype":"F8_E4M3","shape":[3],"data_offsets":[26,29],"later":{"version":[1]}}}   \
                """;
        Path file = SafetensorsFile.write(folder.resolve("x.safetensors"), header, 29);

        SafetensorsHeader read = SafetensorsReader.read(file);

        long start = 8L + header.length();
        assertThat(read.headerBytes()).isEqualTo(header.length());
        assertThat(read.fileBytes()).isEqualTo(start + 29);
        assertThat(read.tensors())
                .containsExactly(
                        new SafetensorsHeader.Entry("a", "BF16", List.of(), start, 2),
                        new SafetensorsHeader.Entry("b", "F32", List.of(2L, 3L), start + 2, 24),
                        new SafetensorsHeader.Entry("none", "I64", List.of(0L, 5L), start + 26, 0),
                        new SafetensorsHeader.Entry("other", "F8_E4M3", List.of(3L), start + 26, 3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{\"a\"                                                                  | not valid JSON",
                "{} x                                                                 | not valid JSON",
                "{}{}                                                                 | nothing but spaces",
                "{\"a\":1}                                                            | a: expected an object",
                "{\"a\":null}                                                         | a: expected an object",
                "{\"__metadata__\":{\"x\":1}}                                         | an object of strings",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}                            | two data_offsets",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}       | two data_offsets",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4,4]}}   | two data_offsets",
                "{\"a\":{\"dtype\":7,\"shape\":[1],\"data_offsets\":[0,4]}}           | a string as dtype",
                "{\"a\":{\"dtype\":\"F33\",\"shape\":[1],\"data_offsets\":[0,4]}}     | unknown element type F33",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":1,\"data_offsets\":[0,4]}}       | a list as shape",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.0],\"data_offsets\":[0,4]}}   | integers in shape",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[\"1\"],\"data_offsets\":[0,4]}} | integers in shape",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[NaN],\"data_offsets\":[0,4]}}   | not valid JSON",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}    | integers from 0",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1e0],\"data_offsets\":[0,4]}}   | integers in shape",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}     | expected 8 bytes for F32 [2]",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}     | expected 4 bytes",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,4]}} | beyond any file",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1152921504606846976],\"data_offsets\":[0,4611686018427387904]}} | beyond",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,4]}}  | not valid JSON",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1],\"data_offsets\":[0,4]}} | at most 16",
                "{\"a\":{\"dtype\":\"F4\",\"shape\":[3],\"data_offsets\":[0,1]}}      | whole bytes",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[9223372036854775807,9223372036854775807]}} | beyond",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[4,4]}} | Duplicate",
                "{\"a\":{\"dtype\":\"U8\",\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}} | Duplicate",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]}}      | bytes after the last tensor",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[5],\"data_offsets\":[0,5]}}      | truncated",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[1,4]}}      | there is a hole",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]},\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2,4]}} | they overlap",
            })
    void refusesAHeaderThatBreaksARule(String header, String reason) throws IOException {
        Path file = SafetensorsFile.write(folder.resolve("x.safetensors"), header.strip(), 4);

        assertThatThrownBy(() -> SafetensorsReader.read(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("x.safetensors: ")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 60, -1, Long.MIN_VALUE, 100_000_001, 0, 1})
    void refusesALengthThatNoHeaderHasBeforeTakingMemory(long stated) throws IOException {
        Path file = SafetensorsFile.write(
                folder.resolve("x.safetensors"), stated, "{}".getBytes(StandardCharsets.UTF_8), 0);

        assertThatThrownBy(() -> SafetensorsReader.read(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("the file states " + Long.toUnsignedString(stated));
    }

    @Test
    void refusesALengthBeyondTheEndOfTheFile() throws IOException {
        Path file = SafetensorsFile.write(
                folder.resolve("x.safetensors"), 99_000_000, "{}".getBytes(StandardCharsets.UTF_8), 0);

        assertThatThrownBy(() -> SafetensorsReader.read(file)).hasMessageContaining("only 10 bytes in all");
    }

    @Test
    void aLargeFileOfAnotherKindCostsNoMemory() throws IOException {
        Path file = SafetensorsFile.write(folder.resolve("x.safetensors"), 90_000_000, new byte[] {0}, 0);
        try (RandomAccessFile hole = new RandomAccessFile(file.toFile(), "rw")) {
            hole.setLength(100_000_000);
        }

        assertThatThrownBy(() -> SafetensorsReader.read(file)).hasMessageContaining("not a safetensors file");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7})
    void refusesAFileWithoutRoomForALength(int bytes) throws IOException {
        Path file = Files.write(folder.resolve("x.safetensors"), new byte[bytes]);

        assertThatThrownBy(() -> SafetensorsReader.read(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("only " + bytes + " bytes");
    }

    @Test
    void saysWhenOnlyThePointerOfGitLfsWasDownloaded() throws IOException {
        Path file = Files.writeString(
                folder.resolve("x.safetensors"), "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n");

        assertThatThrownBy(() -> SafetensorsReader.read(file)).hasMessageContaining("git lfs pull");
    }

    @Test
    void refusesWhatIsNoRegularFile() throws IOException {
        Files.createDirectory(folder.resolve("x.safetensors"));
        Files.createSymbolicLink(folder.resolve("y.safetensors"), folder.resolve("gone"));

        assertThatThrownBy(() -> SafetensorsReader.read(folder.resolve("x.safetensors")))
                .hasMessageContaining("expected a regular file");
        assertThatThrownBy(() -> SafetensorsReader.read(folder.resolve("y.safetensors")))
                .hasMessageContaining("link to a file that does not exist");
        assertThatThrownBy(() -> SafetensorsReader.read(folder.resolve("z.safetensors")))
                .hasMessageContaining("is missing");
    }
}
