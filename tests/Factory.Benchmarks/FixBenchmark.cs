using System.Diagnostics;
using Factory.Cli.Fixing;
using Factory.Servers;

namespace Factory.Benchmarks;

/// <summary>The launcher's <c>fix</c> on the sample repository, as a person types it: from the start of the process to its end, on a data folder that was used before.</summary>
internal sealed class FixBenchmark : IBenchmark
{
    private const int Runs = 9;
    private const int WarmUps = 2;
    private const double MostSeconds = 5;

    public string Name => "fix";

    public async Task<IReadOnlyList<Figure>> Run(CancellationToken ct)
    {
        var folder = TestServers.NewFolder();
        var whole = new List<double>();
        for (var run = 0; run < WarmUps + Runs; run++)
        {
            var sample = await SampleRepository.Make(Path.Combine(folder, $"sample-{run}"), ct);
            var report = Path.Combine(folder, $"report-{run}.md");
            await File.WriteAllTextAsync(report, sample.Report, ct);
            var seconds = await Fix(sample.Path, report, Path.Combine(folder, "data"), ct);
            if (run >= WarmUps)
                whole.Add(seconds);
        }

        var median = whole.Order().ElementAt(whole.Count / 2);
        return [new Figure("fix: the sample, warm, from start to end", median, "s", null, $"under {MostSeconds} s", median < MostSeconds)];
    }

    private static async Task<double> Fix(string repository, string report, string data, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(Launcher(), ["fix", "--repo", repository, "-f", report, "--data-folder", data, "--json"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync(ct);
        await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return process.ExitCode == 0 ? seconds : throw new InvalidOperationException($"factory fix ended with {process.ExitCode}: {await errors}");
    }

    /// <summary>The launcher at the root of the sources; it builds first where something changed, which the runs that warm up bear.</summary>
    private static string Launcher()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var launcher = Path.Combine(folder.FullName, "factory");
            if (File.Exists(launcher))
                return launcher;
        }

        throw new InvalidOperationException($"There is no launcher above {AppContext.BaseDirectory}.");
    }
}
