package io.selfscale.engine.keda;

import io.selfscale.engine.hpa.VectorFolder;
import io.selfscale.engine.hpa.VectorSuites;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * The cases that KEDA itself tests its job scaling and its fallback with, against ours. They are read from a folder
 * outside the project; see {@link VectorFolder}. Those about jobs go through the policy that covers them.
 */
class KedaVectorsTest {

    private static final VectorSuites SUITES = new VectorSuites("keda")
            .with("job_scaling_strategy", JobVectors::strategy)
            .with("job_scaling_decision", JobVectors::decision)
            .with("job_target_average", JobVectors::targetAverage)
            .with("job_trigger_aggregation", JobVectors::aggregation)
            .with("fallback", JobVectors::fallback);

    @TestFactory
    List<DynamicNode> computesWhatKedaComputes() throws IOException {
        return SUITES.tests();
    }

    @AfterAll
    static void saysHowManyWereRun() {
        SUITES.print();
    }
}
