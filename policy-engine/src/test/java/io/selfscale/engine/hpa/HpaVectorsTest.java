package io.selfscale.engine.hpa;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * The cases that Kubernetes itself tests its Horizontal Pod Autoscaler with, against ours. They are read from a folder
 * outside the project; see {@link VectorFolder}.
 *
 * <p>Percentages here are in the Autoscaler's floating-point form. Where constraints are, the decision function is held
 * against the same cases, so that the order of its stages counts too.
 */
class HpaVectorsTest {

    private static final VectorSuites SUITES = new VectorSuites("hpa")
            .with("group_pods", PodVectors::group)
            .with("replica_calculator_resource", PodVectors::utilization)
            .with("replica_calculator_pods_metric", PodVectors::podsMetric)
            .with("replica_calculator_object_value", PodVectors::value)
            .with("replica_calculator_external_value", PodVectors::value)
            .with("replica_calculator_object_average_value", PodVectors::averageValue)
            .with("replica_calculator_external_average_value", PodVectors::averageValue)
            .with("per_pod_usage", UsageVectors::perPod)
            .with("usage_ratio", UsageVectors::ratio)
            .with("calculate_requests", UsageVectors::requests)
            .with("stabilize_recommendation", BehaviorVectors::stabilizeWithoutBehavior)
            .with("stabilize_recommendation_with_behavior", BehaviorVectors::stabilize)
            .with("behavior_limits", BehaviorVectors::limit)
            .with("scaling_with_rules", BehaviorVectors::scale)
            .with("convert_with_rules", BehaviorVectors::scaleWithoutBehavior)
            .with("store_scale_events", BehaviorVectors::store)
            .with("reconcile", ReconcileVectors::reconcile);

    @TestFactory
    List<DynamicNode> computesWhatTheHorizontalPodAutoscalerComputes() throws IOException {
        return SUITES.tests();
    }

    @TestFactory
    List<DynamicNode> knowsEveryFolderOfVectors() throws IOException {
        return VectorSuites.unknownFolders(List.of("hpa", "knative", "keda"));
    }

    @AfterAll
    static void saysHowManyWereRun() {
        SUITES.print();
    }
}
