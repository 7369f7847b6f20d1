/** Scaling policies as YAML files; HPA and KEDA manifests read as policies; what a replica is like, for simulations. */
@org.jspecify.annotations.NullMarked
module io.selfscale.adapter.yaml {
    requires static transitive org.jspecify;
    requires transitive io.selfscale.engine;
    requires io.selfscale.adapter.cron;
    requires org.snakeyaml.engine;

    exports io.selfscale.adapter.yaml;
    exports io.selfscale.adapter.yaml.finding;
    exports io.selfscale.adapter.yaml.service;
}
