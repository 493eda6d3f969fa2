package io.crossdock.cli;

import io.crossdock.postgres.EmbeddedPostgres;
import io.crossdock.postgres.FolderInUseException;
import io.crossdock.postgres.FolderLock;
import io.crossdock.postgres.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

@Command(name = "demo", header = "Run the hub with a real PostgreSQL and an example distributor.",
        mixinStandardHelpOptions = true,
        description = {"Starts everything on this machine, prints where to look and a curl that places an "
                + "order, and "
                + "runs until Ctrl-C. Nothing needs installing; everything is kept in one folder between "
                + "runs.",
            "When it is ready, standard output has the line: ready hub=http://localhost:PORT "
                + "estate=http://localhost:PORT"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  crossdock demo",
            "  crossdock demo --fresh --traffic off       a clean slate, and only your own orders",
            "  crossdock demo --data /tmp/shop --port 0    another one beside it, on a free port",
            "  crossdock demo --erp tryton                 with a real ERP, on Debian",
            "  crossdock demo --erp both                   two ERPs, each with the accounts of its branch"})
final class DemoCommand implements Callable<Integer> {

    private static final int USUAL_PORT = 8080;
    private static final String USUAL_TRAFFIC = "6";
    private static final Duration READY_PATIENCE = Duration.ofMinutes(4);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(12);

    @Mixin
    Output output;

    @Option(names = "--port",
            description = "The hub's port; 0 takes a free one. Default: 8080 if free, else a free "
            + "one.")
    Optional<Integer> port = Optional.empty();

    @Option(names = "--data", paramLabel = "DIR", description = "Where everything is kept. Default: "
            + "$XDG_DATA_HOME/crossdock or ~/.local/share/crossdock.")
    Optional<Path> data = Optional.empty();

    @Option(names = "--fresh", description = "Forget what earlier runs left in the folder.")
    boolean fresh;

    @Option(names = "--traffic", paramLabel = "RATE|off",
            description = "Example orders per minute. Default: " + USUAL_TRAFFIC + ", and none with Tryton.")
    Optional<String> traffic = Optional.empty();

    @Option(names = "--pace", defaultValue = "1",
            description = "How fast warehouses and carriers work; 10 is ten "
            + "times faster. Default: ${DEFAULT-VALUE}, an order is invoiced within 30 s.")
    String pace;

    @Option(names = "--erp", paramLabel = "estate|tryton|both", defaultValue = "estate",
            description = "Which ERP keeps the books: the example's own, a real Tryton 6.0 that is fetched from the "
            + "Debian archive (Debian machines only), or the example's own and a Tryton for one branch. "
            + "Default: ${DEFAULT-VALUE}.")
    DemoErp erp = DemoErp.ESTATE;

    @Option(names = "--bind", paramLabel = "ADDRESS", defaultValue = "127.0.0.1",
            description = "Address the hub listens on. Default: ${DEFAULT-VALUE}, this machine only.")
    String bind;

    @Override
    public Integer call() throws InterruptedException {
        long begin = System.nanoTime();
        Installation installation = Installation.here();
        Path folder = data.orElseGet(DataFolder::usual).toAbsolutePath().normalize();
        try (FolderLock _ = FolderLock.take(folder)) {
            LeftOvers.end(folder, output::note);
            if (fresh) {
                forget(folder);
                erp.forget(installation, folder);
            }
            Program hub = installation.hub();
            Program estate = installation.estate();
            if (Training.isWanted(hub)) {
                new Training(folder.resolve("training"), installation.exampleLandscape(), hub, estate,
                        output::note).run();
                begin = System.nanoTime();
            }
            Map<String, String> more = erp.start(installation, folder, output::note);
            erp.fill(installation, folder.resolve("estate"));
            run(installation, plan(installation, folder, hub, estate), more, begin);
        } catch (FolderInUseException e) {
            throw new CommandFailed(ExitCode.IN_USE, e);
        }
        return ExitCode.OK.number();
    }

    private void run(Installation installation, Plan plan, Map<String, String> more, long begin)
            throws InterruptedException {
        Secrets secrets = new Secrets(plan.secrets());
        secrets.complete();
        more.forEach(secrets::put);
        try (Supervisor supervisor = new Supervisor(plan, output::note)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                supervisor.close();
                erp.stop(installation, plan.data());
            }, "stop"));
            supervisor.start();
            announce(installation, plan, secrets, Duration.ofNanos(System.nanoTime() - begin));
            new CountDownLatch(1).await();
        }
    }

    private Plan plan(Installation installation, Path folder, Program hub, Program estate) {
        return new Plan(folder, folder.resolve("secrets"),
                new Plan.Hub(hub.command(), erp.landscape(installation, folder), bind, List.of(hubPort())),
                new Plan.Embedded(),
                Optional.of(new Plan.Estate(estate.command(), Ports.free(),
                        List.of("--traffic", exampleOrders(), "--pace", pace))), READY_PATIENCE, STOP_PATIENCE);
    }

    /** The example orders are for more items than a Tryton of the demo has. */
    private String exampleOrders() {
        return traffic.orElse(erp == DemoErp.ESTATE ? USUAL_TRAFFIC : "off");
    }

    private int hubPort() {
        if (port.isPresent()) {
            return UpCommand.chosenPort(port.get());
        }
        if (Ports.isFree(USUAL_PORT)) {
            return USUAL_PORT;
        }
        output.note("Port " + USUAL_PORT + " is taken; using a free one.");
        return Ports.free();
    }

    /** Only what the demo itself keeps there: the folder may have been named by mistake. */
    private static void forget(Path folder) {
        try {
            EmbeddedPostgres.delete(folder.resolve("postgres"));
            for (String name : List.of("estate", "secrets", "logs")) {
                Folders.delete(folder.resolve(name));
            }
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.USAGE, "Cannot empty " + folder + ": " + e.getMessage());
        }
    }

    private void announce(Installation installation, Plan plan, Secrets secrets, Duration time) {
        URI hub = plan.hubAddress();
        URI estate = plan.estateAddress().orElseThrow();
        double seconds = time.toMillis() / 1000.0;
        if (output.json) {
            output.raw(JsonMapper.shared().createObjectNode().put("ready", true).put("hub", hub.toString())
                    .put("estate", estate.toString()).put("data", plan.data().toString())
                    .put("seconds", seconds).toString());
            return;
        }
        output.say("");
        output.say("Crossdock is running.");
        output.say("");
        output.say("  console   " + hub + "/console");
        output.say("            user " + Secrets.CONSOLE_USER + ", password " + secrets.consolePassword()
                + "   (kept in " + secrets.folder().resolve("console-admin") + ")");
        output.say("  estate    " + estate
                + "/control   the example ERP, warehouses and carriers: watch or break them");
        output.say("  logs      " + plan.data().resolve("logs"));
        output.say("");
        output.say("Place an order:");
        output.say("");
        output.say("  " + curl(installation, plan, hub));
        output.say("");
        output.say("Ctrl-C stops everything; the data stay in " + plan.data());
        output.say(String.format(Locale.ROOT, "Started in %.1f s", seconds));
        output.raw("ready hub=" + hub + " estate=" + estate);
    }

    private static String curl(Installation installation, Plan plan, URI hub) {
        return "curl -sS -w '\\n%{http_code}\\n' -H \"Authorization: Bearer $(" + quoted(installation
                .command())
                + " token portal-demo --data " + quoted(plan.data()) + ")\""
                + " -H 'Idempotency-Key: PO-DEMO-1' -H 'Content-Type: application/json'"
                + " -d '{\"account\":\"A-1001\",\"buyerReference\":\"PO-DEMO-1\","
                + "\"lines\":[{\"sku\":\"CD-10001\",\"quantity\":\"12\",\"unit\":\"EA\"}]}' "
                + hub + "/portal/v1/orders";
    }

    private static String quoted(Path path) {
        String text = path.toString();
        return text.matches("[A-Za-z0-9_./+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
