using System.CommandLine;
using System.CommandLine.Help;

namespace Factory.Cli.Commands;

/// <summary>All commands.</summary>
internal static class FactoryCommand
{
    public static Command Create()
    {
        // Not a RootCommand: that one is called by the program's file name, and people type the launcher's.
        var root = new Command("./factory", "A self-hosted software factory: bug reports in, verified fixes out.");
        root.Options.Add(new HelpOption());
        root.Options.Add(new VersionOption());
        root.Options.Add(CommonOptions.DataFolder);
        root.Subcommands.Add(DemoCommand.Create());
        root.Subcommands.Add(FixCommand.Create());
        root.Subcommands.Add(AskCommand.Create());
        root.Subcommands.Add(EvalCommand.Create());
        root.Subcommands.Add(ReportCommand.Create());
        root.Subcommands.Add(UpCommand.Create());
        root.Subcommands.Add(SignalsCommand.Create());
        root.Subcommands.Add(MissionsCommand.Create());
        root.Subcommands.Add(ShowCommand.Create());
        root.Subcommands.Add(WatchCommand.Create());
        root.Subcommands.Add(TranscriptCommand.Create());
        root.Subcommands.Add(SteerCommand.Create("cancel", "Ends a mission; what it did so far stays in history."));
        root.Subcommands.Add(SteerCommand.Create("pause", "Holds a mission after the step under way."));
        root.Subcommands.Add(SteerCommand.Create("resume", "Goes on with a paused mission."));
        root.Subcommands.Add(SayCommand.Create());
        root.Subcommands.Add(LimitCommand.Create());
        root.Subcommands.Add(CostsCommand.Create());
        root.Subcommands.Add(SteerCommand.Create("recast", "Casts a mission anew from the present models file; holds from each droid's next turn on."));
        root.Subcommands.Add(ModelsCommand.Create());
        root.Subcommands.Add(DeadLettersCommand.Create());
        root.Subcommands.Add(ExportCommand.Create());
        root.Subcommands.Add(ImportCommand.Create());
        root.Subcommands.Add(TokenCommand.Create());
        root.Subcommands.Add(EraseCommand.Create());
        root.Subcommands.Add(RebuildCommand.Create());
        root.Subcommands.Add(ConnectCommand.Create());
        root.Subcommands.Add(DoctorCommand.Create());
        root.Subcommands.Add(LauncherCommand.Create("test", "Runs all tests, on private servers that it starts as it needs."));
        root.Subcommands.Add(LauncherCommand.Create("bench", "Measures speed and size: all figures, or those named."));
        return root;
    }
}
