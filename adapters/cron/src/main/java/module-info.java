/** Schedules written as cron expressions. */
@org.jspecify.annotations.NullMarked
module io.selfscale.adapter.cron {
    requires static org.jspecify;
    requires transitive io.selfscale.engine;
    requires com.cronutils;

    exports io.selfscale.adapter.cron;
}
