package io.selfscale.adapter.cli.journal;

import io.selfscale.adapter.cli.failure.UsageException;
import io.selfscale.adapter.yaml.PolicyDocument;
import io.selfscale.adapter.yaml.PolicyFile;
import io.selfscale.adapter.yaml.PolicyReader;
import io.selfscale.adapter.yaml.finding.Finding;
import io.selfscale.engine.spec.ScalingSpec;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes a specification of the policy file that a journal holds, or that is given beside it. */
public final class SpecificationText {

    private SpecificationText() {}

    /**
     * Returns the specification of a target.
     *
     * @param target its name, or null for the only one of the text
     * @throws IllegalArgumentException if the text is no policy file, or has none for the target
     */
    public static ScalingSpec parse(String text, @Nullable String target) {
        return only(PolicyReader.read("specification", text), target);
    }

    /**
     * Returns the specification of a target from a file.
     *
     * @throws UsageException if it cannot be read or used
     */
    public static ScalingSpec read(Path file, @Nullable String target) {
        try {
            return only(PolicyReader.read(file), target);
        } catch (NoSuchFileException e) {
            throw new UsageException("there is no file " + file, e);
        } catch (IOException e) {
            throw new UsageException(file + " cannot be read: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private static ScalingSpec only(PolicyFile file, @Nullable String target) {
        for (Finding finding : file.findings()) {
            if (finding.isError()) {
                throw new IllegalArgumentException(finding.toString());
            }
        }
        for (PolicyDocument document : file.documents()) {
            if (target == null || document.spec().target().name().equals(target)) {
                return document.spec();
            }
        }
        throw new IllegalArgumentException(
                file.file() + " holds no policy" + (target == null ? "" : " of target " + target));
    }
}
