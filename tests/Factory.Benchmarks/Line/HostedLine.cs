using System.Globalization;
using Factory.Contracts;
using Factory.Contracts.Runs;

namespace Factory.Benchmarks.Line;

/// <summary>
/// The program of a process that hosts the line and nothing else, so that its memory can be told. Reads what to do from standard input,
/// a line each, and says on standard output when it is done.
/// </summary>
internal static class HostedLine
{
    public const string Argument = "--host-line";
    public const string Up = "up";
    public const string Ended = "ended";
    private const int AtOnce = 50;

    /// <param name="arguments">Data folder, database, address of the model.</param>
    public static async Task<int> Run(IReadOnlyList<string> arguments, CancellationToken ct)
    {
        var models = Path.Combine(arguments[0], "factory.models.yaml");
        Directory.CreateDirectory(arguments[0]);
        await File.WriteAllTextAsync(
            models,
            $$"""
            models:
              scripted: { provider: openai-compatible, baseUrl: "{{arguments[2]}}", model: coder, inputUsdPerMillion: 0, outputUsdPerMillion: 0 }
            roles:
              coder: scripted
            """,
            ct);
        var casting = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Factory:ModelsFile"] = models };
        await using var line = await LocalLine.Start(arguments[0], arguments[1], casting, ct);
        await Console.Out.WriteLineAsync(Up);
        while (await Console.In.ReadLineAsync(ct) is { } command)
        {
            var words = command.Split(' ');
            await GoOn(line, Guid.Parse(words[0]), int.Parse(words[1], CultureInfo.InvariantCulture), ct);
            await Console.Out.WriteLineAsync(Ended);
        }

        return 0;
    }

    /// <summary>Tells each of the seeded runs that the tools of its turn have run, and waits until all have ended.</summary>
    private static async Task GoOn(LocalLine line, Guid batch, int count, CancellationToken ct)
    {
        var runs = Enumerable.Range(0, count).Select(number => SeededRuns.Id(batch, number)).ToList();
        var ended = runs.ConvertAll(Finished.Of);
        foreach (var some in runs.Chunk(AtOnce))
        {
            await line.Heart.InTransaction(
                transaction =>
                {
                    foreach (var run in some)
                        transaction.Send(Endpoints.Runs("coder"), new ToolsRun(run, SeededRuns.DefaultTurns, Guid.Empty, null, "seeded", null));
                    return Task.CompletedTask;
                },
                ct);
        }

        await Task.WhenAll(ended);
    }
}
