package io.selfscale.adapter.cli.backtest;

import io.selfscale.adapter.cli.failure.UsageException;
import io.selfscale.adapter.simulation.service.PoolModel;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import io.selfscale.adapter.simulation.service.StartupDistribution;
import io.selfscale.adapter.simulation.world.FrontDoor;
import io.selfscale.adapter.yaml.finding.Finding;
import io.selfscale.adapter.yaml.service.Door;
import io.selfscale.adapter.yaml.service.FaultRates;
import io.selfscale.adapter.yaml.service.ServiceFile;
import io.selfscale.adapter.yaml.service.ServiceReader;
import io.selfscale.adapter.yaml.service.ServiceSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The service whose replicas are scaled.
 *
 * @param name what it is called in reports
 * @param replica how one replica serves
 * @param startup how long it takes to start
 * @param pricePerHour money per hour of one replica
 * @param faults what goes wrong, outside the standard world
 * @param door how requests are let in, outside the standard world
 */
public record Service(
        String name,
        ReplicaModel replica,
        StartupDistribution startup,
        double pricePerHour,
        PoolModel.Faults faults,
        FrontDoor door) {

    /** Price of a replica of the built-in services. */
    private static final double PRICE = 4.0;

    private static final Duration STARTUP = Duration.ofSeconds(60);

    /**
     * Returns a service.
     *
     * @param choice a file, the name of a built-in service, or null for the standard one
     * @param errors takes what is wrong with a file
     * @throws UsageException if there is none
     */
    static Service of(@Nullable String choice, FindingLines errors) {
        if (choice == null || choice.equals("vlm8b")) {
            return builtIn("vlm8b", ReplicaModel.VLM_8B);
        }
        if (choice.equals("mgk")) {
            return builtIn(choice, ReplicaModel.MGK);
        }
        Path path = InputFile.of("--service", choice, "; built in are vlm8b and mgk");
        ServiceFile file;
        try {
            file = ServiceReader.read(path);
        } catch (IOException e) {
            throw InputFile.unreadable(path, e);
        }
        ServiceSpec service = file.service();
        if (service == null) {
            errors.write(file.findings());
            long count = file.findings().stream().filter(Finding::isError).count();
            throw new UsageException(choice + " cannot be used as a service: " + Text.plural(count, "error"));
        }
        return from(service);
    }

    private static Service builtIn(String name, ReplicaModel replica) {
        return new Service(
                name, replica, StartupDistribution.always(STARTUP), PRICE, PoolModel.Faults.NONE, FrontDoor.UNLIMITED);
    }

    private static Service from(ServiceSpec spec) {
        FaultRates faults = spec.faults();
        Door door = spec.door();
        return new Service(
                spec.name(),
                new ReplicaModel(
                        spec.slots(),
                        spec.prefill().base(),
                        spec.prefill().perToken(),
                        spec.prefill().perImageToken(),
                        spec.decode().perToken(),
                        spec.decode().perTokenAndRequest()),
                startup(spec.startup()),
                spec.pricePerHour(),
                new PoolModel.Faults(
                        faults.neverReady(),
                        faults.crashesPerHour(),
                        faults.interruptionsPerHour(),
                        faults.interruptionNotice()),
                new FrontDoor(
                        door.queue(),
                        door.patience(),
                        door.cacheHitShare(),
                        door.levels().stream()
                                .map(level -> new FrontDoor.Rung(
                                        level.name(), level.imageShare(), level.outputShare(), level.classes()))
                                .toList()));
    }

    private static StartupDistribution startup(ServiceSpec.Startup startup) {
        if (startup instanceof ServiceSpec.Startup.Samples samples) {
            return new StartupDistribution(new StartupDistribution.Law.Empirical(samples.seconds()), List.of());
        }
        ServiceSpec.Startup.Quantiles times = (ServiceSpec.Startup.Quantiles) startup;
        List<StartupDistribution.Phase> phases = times.p50() == 0
                ? List.of()
                : times.phases().stream()
                        .map(phase -> new StartupDistribution.Phase(phase.name(), phase.p50() / times.p50()))
                        .toList();
        return new StartupDistribution(StartupText.law(times.p50(), times.p95()), phases);
    }

    /** Returns it in one line. */
    String described() {
        String slots = Text.plural(replica.slots(), "slot");
        return name + ": " + slots + ", prefill " + Text.seconds(replica.baseSeconds()) + " + "
                + Text.digits(replica.perTokenSeconds() * 1000, 4) + " ms a token + "
                + Text.digits(replica.perImageTokenSeconds() * 1000, 4) + " ms an image token, decode "
                + Text.digits(replica.alphaSeconds() * 1000, 4) + " ms + "
                + Text.digits(replica.betaSeconds() * 1000, 4) + " ms x batch a token";
    }
}
