using Factory.History.Projections;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Factory.History.Tests;

internal static class Runners
{
    public static ProjectionRunner Of(NpgsqlDataSource source, params IProjection[] projections) => new(
        source, SampleEvents.Types, projections,
        new ProjectionOptions { BatchSize = 7, StandbyPause = TimeSpan.FromMilliseconds(50), PoisonPause = TimeSpan.FromMilliseconds(200) },
        new Pulse(), TimeProvider.System, NullLogger<ProjectionRunner>.Instance);

    /// <summary>How far it was each time that it moved on.</summary>
    public static async Task<IReadOnlyList<RebuildProgress>> RebuildToTheEnd(this ProjectionRunner runner, string projection)
    {
        var steps = new List<RebuildProgress>();
        await foreach (var step in await runner.Rebuild(projection))
            steps.Add(step);
        return steps;
    }

    /// <summary>Looks again and again until it holds; fails with the last value after 20 s.</summary>
    public static async Task Until<T>(Func<Task<T>> value, Func<T, bool> holds)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        var last = await value();
        while (!holds(last))
        {
            Assert.False(deadline.IsCancellationRequested, $"Still {last} after 20 s.");
            await timer.WaitForNextTickAsync();
            last = await value();
        }
    }

    public static Task UntilApplied(HistoryDatabase database, long items) =>
        Until(() => database.Value<long>("SELECT count(*) FROM item_log"), count => count == items);

    public static Task UntilState(ProjectionRunner runner, ProjectionState state) =>
        Until(() => Task.FromResult(runner.Health[0]), health => health.State == state);
}
