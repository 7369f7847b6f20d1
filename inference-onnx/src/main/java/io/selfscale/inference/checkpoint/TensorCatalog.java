package io.selfscale.inference.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where each tensor of the model lies: the headers of all weight files, held against the index and against the sizes in
 * {@code config.json}.
 */
final class TensorCatalog {

    private static final Logger LOG = LoggerFactory.getLogger(TensorCatalog.class);

    private static final Set<String> FLOATS = Set.of("F32", "F16", "BF16");

    /** A tensor and the plain name of the file that holds it. */
    private record Found(String file, SafetensorsHeader.Entry entry) {}

    private final Path folder;
    private final Problems problems;

    private TensorCatalog(Path folder, Problems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    /**
     * Every tensor of the model by canonical name, in the order of {@link ExpectedTensors}. The head is there if the
     * files hold one, even where {@code config.json} ties it to the embedding: then the files decide.
     *
     * @param config the sizes, or null when they are not known; the files are checked by themselves then
     * @return incomplete when something is wrong, which is then noted
     */
    static Map<String, TensorLocation> read(Path folder, @Nullable ModelConfig config, Problems problems) {
        return new TensorCatalog(folder, problems).read(config);
    }

    private Map<String, TensorLocation> read(@Nullable ModelConfig config) {
        long before = problems.count();
        WeightFiles files = WeightFiles.find(folder, problems);
        List<Found> found = new ArrayList<>();
        for (String name : files.names()) {
            try {
                for (SafetensorsHeader.Entry entry :
                        SafetensorsReader.read(folder.resolve(name)).tensors()) {
                    found.add(new Found(name, entry));
                }
            } catch (CheckpointException e) {
                problems.addAll(e);
            }
        }
        if (problems.count() > before) {
            // What an unreadable file would have held is not known: lists of missing tensors would mislead.
            return Map.of();
        }
        if (files.index() != null) {
            compare(files.index(), found);
        }
        Map<String, Found> canonical = canonical(found);
        return config == null ? Map.of() : match(config, canonical);
    }

    private void compare(Map<String, String> index, List<Found> found) {
        Map<String, String> held = new HashMap<>();
        for (Found tensor : found) {
            held.put(tensor.entry().name(), tensor.file());
            String stated = index.get(tensor.entry().name());
            if (!tensor.file().equals(stated)) {
                problems.add(
                        WeightFiles.INDEX,
                        "weight_map: expected " + tensor.file() + " for "
                                + Problems.shown(tensor.entry().name()) + ", which that file holds, but found "
                                + (stated == null ? "nothing" : stated));
            }
        }
        index.forEach((name, file) -> {
            if (!held.containsKey(name)) {
                problems.add(
                        WeightFiles.INDEX,
                        "weight_map: expected " + Problems.shown(name) + " in " + file
                                + " but no shard holds such a tensor; is the download complete?");
            }
        });
    }

    private Map<String, Found> canonical(List<Found> found) {
        TensorNames names =
                new TensorNames(found.stream().map(f -> f.entry().name()).toList());
        Map<String, Found> canonical = new LinkedHashMap<>();
        for (Found tensor : found) {
            Found other = canonical.putIfAbsent(names.canonical(tensor.entry().name()), tensor);
            if (other != null) {
                problems.add(
                        tensor.file(),
                        "expected one tensor of a kind but "
                                + Problems.shown(tensor.entry().name()) + " is also "
                                + Problems.shown(other.entry().name()) + " in " + other.file());
            }
        }
        return canonical;
    }

    private Map<String, TensorLocation> match(ModelConfig config, Map<String, Found> found) {
        Map<String, List<Long>> expected = new LinkedHashMap<>(ExpectedTensors.of(config));
        if (config.tiedEmbeddings() && found.containsKey(TensorNames.HEAD)) {
            expected.put(TensorNames.HEAD, List.of((long) config.text().vocabularySize(), (long)
                    config.text().hiddenSize()));
        }
        long before = problems.count();
        Map<String, TensorLocation> tensors = new LinkedHashMap<>();
        expected.forEach((name, shape) -> {
            Found tensor = found.get(name);
            if (tensor == null) {
                missing(name, shape);
            } else if (check(tensor, shape)) {
                tensors.put(name, location(name, tensor));
            }
        });
        List<String> extra = found.keySet().stream()
                .filter(name -> !expected.containsKey(name))
                .toList();
        if (problems.count() > before) {
            // Beside a missing tensor an unknown one is a hint: perhaps it is the same under another name.
            extra.forEach(name -> {
                Found tensor = found.get(name);
                if (tensor != null) {
                    problems.add(
                            tensor.file(),
                            "unknown tensor " + Problems.shown(tensor.entry().name()) + " "
                                    + tensor.entry().shape());
                }
            });
        } else if (!extra.isEmpty()) {
            LOG.warn(
                    "{} holds {} tensors that the model does not have; they are ignored: {}",
                    folder,
                    extra.size(),
                    extra.stream().limit(10).map(Problems::shown).collect(Collectors.joining(", ")));
        }
        return tensors;
    }

    private void missing(String name, List<Long> shape) {
        problems.add(
                "weights",
                "missing tensor " + name + " " + shape
                        + (name.equals(TensorNames.HEAD)
                                ? ": expected in the files, because config.json does not set tie_word_embeddings"
                                : ""));
    }

    private boolean check(Found tensor, List<Long> shape) {
        String shown = Problems.shown(tensor.entry().name());
        boolean shaped = tensor.entry().shape().equals(shape);
        if (!shaped) {
            problems.add(
                    tensor.file(),
                    "tensor " + shown + ": expected shape " + shape + ", from the sizes in config.json, but found "
                            + tensor.entry().shape());
        }
        boolean typed = FLOATS.contains(tensor.entry().dtype());
        if (!typed) {
            problems.add(
                    tensor.file(),
                    "tensor " + shown + ": expected element type F32, F16 or BF16 but found "
                            + tensor.entry().dtype() + "; quantized weights are not supported");
        }
        return shaped && typed;
    }

    private TensorLocation location(String name, Found tensor) {
        SafetensorsHeader.Entry entry = tensor.entry();
        return new TensorLocation(
                name,
                folder.resolve(tensor.file()),
                ElementType.valueOf(entry.dtype()),
                entry.shape(),
                entry.offset(),
                entry.length());
    }
}
