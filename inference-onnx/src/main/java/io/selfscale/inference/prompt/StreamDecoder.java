package io.selfscale.inference.prompt;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Turns ids into text as they come. Bytes of a character that is not complete are kept until it is, so that what the
 * calls return, put together, is what {@link Tokenizer#decode} gives for all ids. For one answer and one thread.
 */
public final class StreamDecoder {

    private final Tokenizer tokenizer;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] pending = new byte[0];

    public StreamDecoder(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /**
     * Takes the next id.
     *
     * @param id an id of the model, at least 0
     * @return the text that is now certain; often empty
     */
    public String append(int id) {
        return tokenizer.isSpecial(id) ? "" : decode(tokenizer.bytes(id), false);
    }

    /**
     * Ends the answer and makes this decoder ready for another.
     *
     * @return U+FFFD if the last character was not complete, otherwise nothing
     */
    public String finish() {
        String rest = decode(new byte[0], true);
        decoder.reset();
        pending = new byte[0];
        return rest;
    }

    private String decode(byte[] bytes, boolean end) {
        ByteBuffer in = ByteBuffer.allocate(pending.length + bytes.length)
                .put(pending)
                .put(bytes)
                .flip();
        CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
        // The buffer holds a character for each byte: the decoder cannot run out of it.
        var unused = decoder.decode(in, out, end);
        if (end) {
            unused = decoder.flush(out);
        }
        pending = new byte[in.remaining()];
        in.get(pending);
        return out.flip().toString();
    }
}
