using System.Diagnostics;
using System.Globalization;
using Factory.Servers;

namespace Factory.Benchmarks.Line;

/// <summary>A process of <see cref="HostedLine"/>, as seen from outside.</summary>
internal sealed class LineProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly Process _process;

    private LineProcess(Process process) => _process = process;

    /// <summary>Resident memory now, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            var line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
    }

    public static async Task<LineProcess> Start(string database, Uri model, CancellationToken ct)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [typeof(LineProcess).Assembly.Location, HostedLine.Argument, TestServers.NewFolder(), database, model.AbsoluteUri])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var line = new LineProcess(Process.Start(start)!);
        await line.Hear(HostedLine.Up, ct);
        return line;
    }

    /// <summary>Lets seeded runs go on, and comes back when all have ended.</summary>
    public async Task GoOn(Guid batch, int count, CancellationToken ct)
    {
        await _process.StandardInput.WriteLineAsync($"{batch} {count}".AsMemory(), ct);
        await _process.StandardInput.FlushAsync(ct);
        await Hear(HostedLine.Ended, ct);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task Hear(string word, CancellationToken ct)
    {
        while (await _process.StandardOutput.ReadLineAsync(ct).AsTask().WaitAsync(Patience, ct) is { } said)
        {
            if (said == word)
                return;
        }

        throw new InvalidOperationException($"The process of the line ended before it said '{word}'.");
    }
}
