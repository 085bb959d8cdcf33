using System.CommandLine;
using Factory.Cli.Connecting;
using Factory.Cli.Fixing;
using Factory.Cli.Output;
using Factory.Local;
using Factory.Local.DataFolders;
using Factory.Settings;
using Factory.Servers;
using Factory.Workspaces.Sandboxing;

namespace Factory.Cli.Commands;

/// <summary>How every command is run: problems that a person can solve are said in words, without a stack trace.</summary>
internal static class Running
{
    public static void Runs(this Command command, Func<ParseResult, Screen, CancellationToken, Task<int>> run, Option<bool>? json = null) =>
        command.SetAction(async (parsed, ct) =>
        {
            var screen = new Screen(json is not null && parsed.GetValue(json));
            try
            {
                return await run(parsed, screen, ct);
            }
            catch (UsageException error)
            {
                screen.Problem(error.Message);
                return ExitCodes.Usage;
            }
            catch (Exception error) when (error is FactoryException or DataFolderInUse or ServerException or RequestRefused or NotRunning or SignalIgnored or SandboxUnavailable or SettingsFileException)
            {
                screen.Problem(error.Message);
                return ExitCodes.Failed;
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                screen.Problem("stopped.");
                return ExitCodes.Failed;
            }
            catch (Exception error) when (Environment.GetEnvironmentVariable("FACTORY_TRACE") is null)
            {
                // What should not happen: named in one line, and in full for whoever wants to find it.
                screen.Problem($"{error.GetType().Name}: {error.Message} (in full with FACTORY_TRACE=1; see also {Path.Combine(CommonOptions.DataFolderOf(parsed), "logs")})");
                return ExitCodes.Failed;
            }
        });
}
