using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Factory.History.Projections;

/// <summary>Runs all asynchronous projections. Of many processes, one runs a given projection; when it ends, another takes over.</summary>
public sealed class ProjectionRunner : BackgroundService
{
    private static readonly TimeSpan RebuildPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromMilliseconds(500);

    private readonly NpgsqlDataSource database;
    private readonly EventTypes types;
    private readonly ProjectionOptions options;
    private readonly TimeProvider time;
    private readonly List<ProjectionLoop> loops;

    /// <exception cref="ArgumentException">Two projections have one name.</exception>
    public ProjectionRunner(
        NpgsqlDataSource database, EventTypes types, IEnumerable<IProjection> projections, ProjectionOptions options, Pulse pulse, TimeProvider time, ILogger<ProjectionRunner> logger)
    {
        this.database = database;
        this.types = types;
        this.options = options;
        this.time = time;
        loops = [.. projections.Select(projection => new ProjectionLoop(database, projection, types, options, pulse, time, logger))];
        if (loops.GroupBy(loop => loop.Projection.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"There are two projections named {twice.Key}.", nameof(projections));
    }

    /// <summary>The names of all projections.</summary>
    public IEnumerable<string> Names => loops.Select(loop => loop.Projection.Name);

    /// <summary>How each projection is doing in this process.</summary>
    public IReadOnlyList<ProjectionHealth> Health => [.. loops.Select(loop => loop.Health)];

    /// <summary>
    /// Deletes the rows of a projection and makes them anew from the first event. Whichever process runs it does the work; when none
    /// does, this one, for as long as the result is enumerated. Readers see it grow meanwhile.
    /// </summary>
    /// <returns>How far it is, whenever it has moved on; ends when all events are applied that were there at the call.</returns>
    /// <exception cref="ArgumentException">There is no such projection.</exception>
    /// <exception cref="InvalidOperationException">A newer version of it has run on this database.</exception>
    public async Task<IAsyncEnumerable<RebuildProgress>> Rebuild(string name, CancellationToken ct = default)
    {
        var projection = loops.Find(loop => loop.Projection.Name == name)?.Projection
            ?? throw new ArgumentException($"There is no projection '{name}'; there are {string.Join(", ", Names)}.", nameof(name));
        var position = new ProjectionPosition(projection);
        await using var connection = await database.OpenConnectionAsync(ct);
        if (await position.IsSuperseded(connection, ct))
            throw new InvalidOperationException(new SupersededProjection(name).Message);
        var target = await Newest(connection, ct);
        await position.Reset(connection, ct);
        return Progress(projection, target, ct);
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(loops.Select(loop => loop.Run(stoppingToken)));

    private async IAsyncEnumerable<RebuildProgress> Progress(IProjection projection, long target, [EnumeratorCancellation] CancellationToken ct)
    {
        var position = new ProjectionPosition(projection);
        for (long? told = null; told is null || told < target;)
        {
            await TryAdvance(projection, target, ct);
            await using var connection = await database.OpenConnectionAsync(ct);
            var reached = Math.Min(await position.Read(connection, ct) ?? 0, target);
            if (reached != told)
                yield return new RebuildProgress(projection.Name, reached, target);
            told = reached;
            if (reached < target)
                await Task.Delay(RebuildPause, time, ct);
        }
    }

    private async Task TryAdvance(IProjection projection, long target, CancellationToken ct)
    {
        try
        {
            await using var session = await ProjectionSession.TryOpen(database, projection, types, ct);
            if (session is null)
                return;
            var began = time.GetTimestamp();
            while (session.Position < target && time.GetElapsedTime(began) < ProgressEvery && await session.Advance(options.BatchSize, ct) > 0)
            {
            }
        }
        catch (PositionMoved)
        {
            // Somebody rebuilds it too: from zero again.
        }
    }

    private static async Task<long> Newest(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT coalesce(max(seq_id), 0) FROM history.mt_events", connection);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }
}
