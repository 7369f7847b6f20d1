package io.selfscale.inference.prompt;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import io.selfscale.inference.checkpoint.ModelConfig;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The byte-level tokenizer of a checkpoint, on the Rust library of Hugging Face.
 *
 * <p>The library is given the file without its added tokens, so that it cannot make one of them out of any text. They are
 * found here, in text of a template alone: {@link #encode} of a {@link RenderedPrompt}. The ids of a prompt without
 * such tokens in its messages equal those of Hugging Face transformers.
 *
 * <p>Holds native memory until closed. May be used by several threads at once. Makes no connection and leaves no file.
 */
public final class Tokenizer implements AutoCloseable {

    /** A text in Unicode normal form C has at least a third of the bytes that it had before. */
    private static final int NORMALIZATION_SHRINKS = 3;

    private final Path file;
    private final TokenizerFile content;
    private final boolean[] special;
    private final String firsts;
    private final TokenizersLibrary library;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private long handle;

    private Tokenizer(Path file, TokenizerFile content, TokenizersLibrary library, long handle) {
        this.file = file;
        this.content = content;
        this.library = library;
        this.handle = handle;
        this.special = new boolean[content.bytes().length];
        content.added().forEach(token -> special[token.id()] = token.special());
        this.firsts = content.added().stream()
                .map(token -> token.text().substring(0, 1))
                .distinct()
                .collect(Collectors.joining());
    }

    /**
     * Reads a tokenizer.
     *
     * @param file a {@code tokenizer.json} with a byte-level BPE model, at most 128 MiB
     * @return the tokenizer, to be closed
     * @throws PromptException if the file cannot be read, is of another kind or contradicts itself, or if the native
     *     library cannot be loaded
     */
    public static Tokenizer open(Path file) {
        TokenizerFile content = TokenizerFile.read(file);
        TokenizersLibrary library = NativeTokenizers.library();
        long handle;
        try {
            handle = library.createTokenizerFromString(content.json());
        } catch (RuntimeException e) {
            throw new PromptException(
                    file + ": the tokenizer library refuses it (" + e.getMessage() + "); copy it anew", e);
        }
        return new Tokenizer(file, content.withoutJson(), library, handle);
    }

    /** One more than the largest id. The model may have more rows than that. */
    public int vocabularySize() {
        return content.bytes().length;
    }

    /** The added tokens, longest text first; the special ones among them never come from text of a message. */
    public List<AddedToken> addedTokens() {
        return content.added();
    }

    /** The id of an added token by its text, such as {@code <|im_end|>}. */
    public OptionalInt addedTokenId(String text) {
        return content.added().stream()
                .filter(token -> token.text().equals(text))
                .mapToInt(AddedToken::id)
                .findFirst();
    }

    /** Whether an id is that of a special token, which {@link #decode} leaves out. False for ids that no token has. */
    public boolean isSpecial(int id) {
        return id >= 0 && id < special.length && special[id];
    }

    /**
     * The ids of ordinary text; no added token is looked for in it.
     *
     * @param text any text; half a surrogate pair is read as U+FFFD
     * @return the ids, none of them of an added token
     */
    public int[] encode(String text) {
        return encodeRun(text);
    }

    /**
     * The ids of a prompt: added tokens in text of the template, ordinary text everywhere else.
     *
     * @param prompt the prompt, whose placeholders are not expanded
     * @return the ids
     */
    public int[] encode(RenderedPrompt prompt) {
        IntStream.Builder ids = IntStream.builder();
        for (Piece piece : pieces(prompt)) {
            if (piece instanceof Piece.Added added) {
                ids.add(added.id());
            } else if (piece instanceof Piece.Run run) {
                for (int id : encodeRun(run.text())) {
                    ids.add(id);
                }
            }
        }
        return ids.build().toArray();
    }

    /** Splits a prompt around the added tokens of its template: leftmost first, then longest. */
    List<Piece> pieces(RenderedPrompt prompt) {
        String text = prompt.text();
        List<Piece> pieces = new ArrayList<>();
        int done = 0;
        int i = 0;
        while (i < text.length()) {
            AddedToken found = null;
            for (AddedToken token : firsts.indexOf(text.charAt(i)) < 0 ? List.<AddedToken>of() : content.added()) {
                if (text.startsWith(token.text(), i)
                        && !prompt.hasData(i, i + token.text().length())) {
                    found = token;
                    break;
                }
            }
            if (found == null) {
                i++;
            } else {
                if (done < i) {
                    pieces.add(new Piece.Run(text.substring(done, i)));
                }
                pieces.add(new Piece.Added(found.id(), 1));
                i += found.text().length();
                done = i;
            }
        }
        if (done < text.length()) {
            pieces.add(new Piece.Run(text.substring(done)));
        }
        return pieces;
    }

    /** The least number of ids that a run of text can give, without looking at it. */
    long leastIds(String text) {
        return text.length() / ((long) content.longest() * NORMALIZATION_SHRINKS);
    }

    int[] encodeRun(String text) {
        Lock reading = lock.readLock();
        reading.lock();
        try {
            if (handle == 0) {
                throw new IllegalStateException("the tokenizer of " + file + " is closed");
            }
            long encoding = library.encode(handle, wellFormed(text), false);
            try {
                return Arrays.stream(library.getTokenIds(encoding))
                        .mapToInt(Math::toIntExact)
                        .toArray();
            } finally {
                library.deleteEncoding(encoding);
            }
        } finally {
            reading.unlock();
        }
    }

    /** The text with U+FFFD for each half of a surrogate pair that stands alone; UTF-8 has no form for it. */
    private static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                int[] points = text.codePoints()
                        .map(point ->
                                point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xFFFD : point)
                        .toArray();
                return new String(points, 0, points.length);
            }
        }
        return text;
    }

    /**
     * What an id stands for. A character may be spread over several ids: see {@link StreamDecoder}.
     *
     * @param id an id of the model, at least 0
     * @return a copy of the bytes of UTF-8; empty if no token has the id
     */
    public byte[] bytes(int id) {
        return raw(id).clone();
    }

    private byte[] raw(int id) {
        if (id < 0) {
            throw new IllegalArgumentException("a token id is at least 0 but was " + id);
        }
        byte[] bytes = id < content.bytes().length ? content.bytes()[id] : null;
        return bytes == null ? new byte[0] : bytes;
    }

    /**
     * The text of ids. Special tokens are left out, other added tokens such as {@code </think>} are kept.
     *
     * @param ids ids of the model
     * @return the text, with U+FFFD for bytes that are no UTF-8
     */
    public String decode(int... ids) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(ids.length * 4);
        for (int id : ids) {
            if (!isSpecial(id)) {
                bytes.writeBytes(raw(id));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /**
     * Checks that this tokenizer and a model belong together.
     *
     * @param config the model
     * @throws PromptException listing everything that does not fit
     */
    public void check(ModelConfig config) {
        List<String> problems = new ArrayList<>();
        if (vocabularySize() > config.text().vocabularySize()) {
            problems.add("the largest id is " + (vocabularySize() - 1) + " but the model has "
                    + config.text().vocabularySize() + " rows (text_config.vocab_size)");
        }
        checkPlaceholder("image_token_id", config.imageTokenId(), "<|image_pad|>", problems);
        checkPlaceholder("video_token_id", config.videoTokenId(), "<|video_pad|>", problems);
        checkPlaceholder("vision_start_token_id", config.visionStartTokenId(), "<|vision_start|>", problems);
        checkPlaceholder("vision_end_token_id", config.visionEndTokenId(), "<|vision_end|>", problems);
        if (!problems.isEmpty()) {
            throw new PromptException(file + " and config.json do not fit together:\n  " + String.join("\n  ", problems)
                    + "\ntake both from the same checkpoint");
        }
    }

    private void checkPlaceholder(String key, int id, String usualText, List<String> problems) {
        OptionalInt usual = addedTokenId(usualText);
        if (usual.isPresent() && usual.getAsInt() != id) {
            problems.add(key + " is " + id + " but " + usualText + " has id " + usual.getAsInt());
        } else if (content.added().stream().noneMatch(token -> token.id() == id)) {
            problems.add(key + " is " + id + " but no added token has that id");
        }
    }

    /** Frees the native memory, after calls under way. Further calls of this method do nothing. */
    @Override
    public void close() {
        Lock writing = lock.writeLock();
        writing.lock();
        try {
            if (handle != 0) {
                library.deleteTokenizer(handle);
                handle = 0;
            }
        } finally {
            writing.unlock();
        }
    }
}
