using System.Diagnostics;

namespace Factory.Servers;

/// <summary>A command that ends by itself, such as initdb.</summary>
internal static class ShortCommand
{
    private const int LongestOutput = 64 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static async Task<(int ExitCode, string Output)> Run(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment, CancellationToken cancellationToken, string input = "")
    {
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        ServerEnvironment.Apply(start, environment ?? new Dictionary<string, string>());
        using var process = Process.Start(start) ?? throw new ServerException($"{program} could not be started.");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), limit.Token);
            process.StandardInput.Close();
            var output = Read(process.StandardOutput, limit.Token);
            var errors = Read(process.StandardError, limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static async Task<string> Read(StreamReader reader, CancellationToken cancellationToken)
    {
        var kept = new System.Text.StringBuilder();
        var buffer = new char[4096];
        int read;
        while ((read = await reader.ReadAsync(buffer, cancellationToken)) > 0)
            kept.Append(buffer, 0, Math.Min(read, LongestOutput - kept.Length));
        return kept.ToString();
    }
}
