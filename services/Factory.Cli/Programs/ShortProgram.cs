using System.ComponentModel;
using System.Diagnostics;
using Factory.Local;

namespace Factory.Cli.Programs;

/// <summary>Runs a program that answers soon: arguments as a list, an environment of its own, bounded output, killed when it takes too long.</summary>
internal static class ShortProgram
{
    private static readonly string[] Inherited = ["PATH", "HOME", "LANG", "TMPDIR"];

    public static async Task<ProgramResult> Run(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, int largestOutput, TimeSpan patience, CancellationToken ct)
    {
        using var process = Start(program, arguments, environment);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(patience);
        try
        {
            process.StandardInput.Close();
            var output = Read(process.StandardOutput, largestOutput, limit.Token);
            var error = Read(process.StandardError, largestOutput, limit.Token);
            await Task.WhenAll(output, error);
            await process.WaitForExitAsync(limit.Token);
            return new ProgramResult(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException error) when (!ct.IsCancellationRequested)
        {
            throw new FactoryException($"'{program} {arguments[^1]}' did not end within {patience.TotalSeconds:0} s.", error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static Process Start(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach (var name in Inherited)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
                start.Environment[name] = value;
        }

        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new FactoryException($"The program '{program}' could not be started: {error.Message}. Install it (on Debian: apt-get install {program}).", error);
        }
    }

    private static async Task<string> Read(StreamReader reader, int largest, CancellationToken ct)
    {
        var text = new System.Text.StringBuilder();
        var buffer = new char[16_384];
        int read;
        while ((read = await reader.ReadAsync(buffer, ct)) > 0)
        {
            if (text.Length < largest)
                text.Append(buffer, 0, Math.Min(read, largest - text.Length));
        }

        return text.ToString();
    }
}
