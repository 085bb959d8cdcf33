using System.Diagnostics;
using System.Text.Json;

namespace Factory.EndToEnd.Tests;

/// <summary>The command line as people run it: a process of its own.</summary>
internal static class CommandLine
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static Task<CommandResult> Run(string dataFolder, params string[] arguments) => Run(Patience, dataFolder, arguments);

    /// <param name="patience">For what takes longer than one mission.</param>
    public static async Task<CommandResult> Run(TimeSpan patience, string dataFolder, params string[] arguments)
    {
        using var process = Start(dataFolder, arguments);
        process.StandardInput.Close();
        return await End(process, patience);
    }

    /// <summary>Starts it and leaves it running; <see cref="End"/> collects what it said.</summary>
    public static Process Start(string dataFolder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Factory.Cli.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["FACTORY_DATA"] = dataFolder;
        start.Environment["FACTORY_TRACE"] = "1";
        return Process.Start(start)!;
    }

    public static Task<CommandResult> End(Process process) => End(process, Patience);

    private static async Task<CommandResult> End(Process process, TimeSpan time)
    {
        using var patience = new CancellationTokenSource(time);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return new CommandResult(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>SIGINT, as Ctrl-C sends it.</summary>
    public static async Task Interrupt(Process process)
    {
        using var kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }
}

internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <summary>The JSON that is the last line of standard output.</summary>
    public JsonElement Json => JsonDocument.Parse(Output.TrimEnd('\n').Split('\n')[^1]).RootElement;

    public string All => $"exit code {ExitCode}\n{Output}\n{Error}";
}
