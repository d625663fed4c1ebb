package io.controlfeed.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST;

import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Surroundings;
import io.controlfeed.cli.demo.Demo;
import io.controlfeed.cli.doctor.Doctor;
import io.controlfeed.cli.feed.EmitEvent;
import io.controlfeed.cli.feed.FeedCheck;
import io.controlfeed.cli.feed.FeedCommand;
import io.controlfeed.cli.feed.FeedCreate;
import io.controlfeed.cli.feed.Tail;
import io.controlfeed.cli.flags.BackendFlags;
import io.controlfeed.cli.flags.GlobalFlags;
import io.controlfeed.cli.flags.Misunderstanding;
import io.controlfeed.cli.node.Apply;
import io.controlfeed.cli.node.NodeBootstrap;
import io.controlfeed.cli.node.NodeRewind;
import io.controlfeed.cli.node.NodeSnapshot;
import io.controlfeed.cli.node.NodeVerify;
import io.controlfeed.cli.node.ParkedCommand;
import io.controlfeed.cli.outbox.Emit;
import io.controlfeed.cli.outbox.OutboxCommand;
import io.controlfeed.cli.outbox.Publish;
import io.controlfeed.cli.status.Status;
import io.controlfeed.feed.FeedRegistry;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** All commands, put together. */
public final class CommandTree {
    private CommandTree() {}

    static CommandLine of(Surroundings surroundings, FeedRegistry backends) {
        CommandLine root = new WhichCommand(surroundings.err()).commandLine();
        GlobalFlags.addTo(root.getCommandSpec());
        root.getCommandSpec()
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .type(boolean.class)
                        .description("Show the version.")
                        .build());
        root.getCommandSpec().version(Version.text());
        root.getCommandSpec().usageMessage().exitCodeList(ExitCode.table());

        root.addSubcommand(new Demo(surroundings, backends));
        EmitEvent emitEvent = new EmitEvent(surroundings, backends);
        Tail tail = new Tail(surroundings, backends);
        root.addSubcommand(new Emit(surroundings.out()).commandLine());
        root.addSubcommand(emitEvent.commandLine());
        root.addSubcommand(tail.commandLine());
        FeedCreate feedCreate = new FeedCreate(surroundings, backends);
        FeedCheck feedCheck = new FeedCheck(surroundings, backends);
        root.addSubcommand(new FeedCommand(surroundings.err(), feedCreate, feedCheck).commandLine());
        Publish publish = new Publish(surroundings, backends);
        root.addSubcommand(publish.commandLine());
        root.addSubcommand(new OutboxCommand(surroundings).commandLine());
        Apply apply = new Apply(surroundings, backends);
        root.addSubcommand(apply.commandLine());
        RunBoth run = new RunBoth(surroundings, backends);
        root.addSubcommand(run.commandLine());
        Status status = new Status(surroundings.out(), backends);
        root.addSubcommand(status.commandLine());
        Doctor doctor = new Doctor(surroundings.out(), backends);
        root.addSubcommand(doctor.commandLine());
        root.addSubcommand(new ParkedCommand(surroundings).commandLine());
        root.addSubcommand(new NodeVerify(surroundings.out()));
        root.addSubcommand(new NodeSnapshot(surroundings.out()));
        NodeBootstrap bootstrap = new NodeBootstrap(surroundings.out(), backends);
        root.addSubcommand(bootstrap.commandLine());
        NodeRewind rewind = new NodeRewind(surroundings.out(), backends);
        root.addSubcommand(rewind.commandLine());
        CommandLine devKafka = new CommandLine(new DevKafka(surroundings));
        root.addSubcommand(devKafka);
        // All of its flags are the tool's own.
        List.copyOf(devKafka.getCommandSpec().options())
                .forEach(option -> devKafka.getCommandSpec().remove(option));
        root.addSubcommand(new Backends(surroundings.out(), backends));
        root.addSubcommand(new Version(surroundings.out()));
        root.addSubcommand(new Completion(surroundings.out(), root, backends));
        root.addSubcommand(new HelpCommand(surroundings.out(), root));
        showFlagsOfAll(root);
        showFlags(emitEvent.commandLine(), emitEvent.backendFlags());
        showFlags(tail.commandLine(), tail.backendFlags());
        showFlags(publish.commandLine(), publish.backendFlags());
        showFlags(apply.commandLine(), apply.backendFlags());
        showFlags(run.commandLine(), run.backendFlags());
        showFlags(status.commandLine(), status.backendFlags());
        showFlags(doctor.commandLine(), doctor.backendFlags());
        showFlags(bootstrap.commandLine(), bootstrap.backendFlags());
        showFlags(rewind.commandLine(), rewind.backendFlags());
        showFlags(feedCreate.commandLine(), feedCreate.backendFlags());
        showFlags(feedCheck.commandLine(), feedCheck.backendFlags());
        Misunderstanding.addConverters(root);
        return root.setOut(surroundings.out().writer())
                .setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8))
                .setExpandAtFiles(false)
                .setInterpolateVariables(false)
                .setUsageHelpWidth(100)
                .setUsageHelpLongOptionsMaxWidth(40);
    }

    private static void showFlagsOfAll(CommandLine command) {
        showFlags(command, new HelpSections(null));
        command.getSubcommands().values().forEach(CommandTree::showFlagsOfAll);
    }

    private static void showFlags(CommandLine command, BackendFlags backendFlags) {
        showFlags(command, new HelpSections(backendFlags.flags()));
    }

    private static void showFlags(CommandLine command, HelpSections sections) {
        command.getHelpSectionMap().put(SECTION_KEY_OPTION_LIST, sections);
    }
}
