/** A replica pool of operating-system processes on this machine. */
@org.jspecify.annotations.NullMarked
module io.selfscale.adapter.process {
    requires transitive io.selfscale.policy;
    requires java.net.http;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.selfscale.adapter.process;
}
