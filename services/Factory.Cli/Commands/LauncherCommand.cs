using System.CommandLine;
using System.Diagnostics;
using Factory.Local;

namespace Factory.Cli.Commands;

/// <summary>What the launcher does itself, since it needs a build of its own; here for the help, and for who calls this program directly.</summary>
internal static class LauncherCommand
{
    public static Command Create(string name, string description)
    {
        var rest = new Argument<string[]>("NAME") { Description = "Only these.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command(name, description) { rest };
        if (name == "bench")
            command.Options.Add(new Option<bool>("--json") { Description = "Print an array of {name, value, unit, ratio, reach, reached} as the last line." });
        command.TreatUnmatchedTokensAsErrors = false;
        command.Runs((parsed, _, ct) => Launch([name, .. parsed.Tokens.Select(token => token.Value).SkipWhile(token => token != name).Skip(1)], ct));
        return command;
    }

    private static async Task<int> Launch(IReadOnlyList<string> arguments, CancellationToken ct)
    {
        var root = Environment.GetEnvironmentVariable("FACTORY_ROOT") ?? throw new FactoryException($"Run './factory {arguments[0]}': the launcher builds what it needs.");
        var start = new ProcessStartInfo(Path.Combine(root, "factory")) { UseShellExecute = false };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(ct);
        return process.ExitCode;
    }
}
