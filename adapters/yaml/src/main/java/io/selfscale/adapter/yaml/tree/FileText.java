package io.selfscale.adapter.yaml.tree;

import io.selfscale.adapter.yaml.finding.FindingCode;
import io.selfscale.adapter.yaml.finding.Findings;
import io.selfscale.adapter.yaml.finding.Position;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The text of a file. */
public final class FileText {

    private FileText() {}

    /**
     * Returns the bytes of a file, or as many as show that it is too long.
     *
     * @throws IOException if it cannot be read
     */
    public static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            // A character takes at most four bytes; what is longer is refused anyway.
            return in.readNBytes(4 * TreeLimits.LONGEST_TEXT + 1);
        }
    }

    /** Returns the text that bytes are in UTF-8, or null after a finding that says where they are not. */
    public static @Nullable String decode(byte[] content, Findings findings) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate(content.length);
        ByteBuffer bytes = ByteBuffer.wrap(content);
        CoderResult result = decoder.decode(bytes, text, true);
        if (!result.isError()) {
            return text.flip().toString();
        }
        String before = text.flip().toString();
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        String lastLine = before.substring(before.lastIndexOf('\n') + 1);
        findings.add(
                FindingCode.NOT_UTF8,
                new Position(line, 1 + lastLine.codePointCount(0, lastLine.length())),
                "",
                String.format("the byte 0x%02X is not UTF-8", content[bytes.position()]),
                "Save the file as UTF-8.");
        return null;
    }
}
