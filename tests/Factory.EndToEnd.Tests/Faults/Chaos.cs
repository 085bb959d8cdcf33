using System.Collections.Concurrent;
using System.Diagnostics;

namespace Factory.EndToEnd.Tests.Faults;

/// <summary>
/// Kills victims one after another while missions run. What is killed, after how much progress, and for how long it stays down follow from the seed, so that a
/// failing seed gives the same order again. Progress is counted in events of history, not in seconds: a slow machine is not killed more often.
/// </summary>
internal sealed class Chaos(int seed, IReadOnlyList<Victim> victims, Func<Task<long>> progress)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private const int LongestDownMilliseconds = 2_500;

    private readonly Random _random = new(seed);
    private readonly ConcurrentQueue<string> _log = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>What was done, for the message of a failing test.</summary>
    public string Log => $"seed {seed} (FACTORY_CHAOS_SEED={seed}):\n{string.Join('\n', _log)}";

    /// <summary>Kills so many times, spread over the missions, and then lets them end.</summary>
    /// <param name="kills">How often.</param>
    /// <param name="eventsBetween">Events between two kills, on average.</param>
    /// <param name="missions">Completes when all missions ended.</param>
    public async Task Disturb(int kills, int eventsBetween, Task missions)
    {
        var seen = await progress();
        for (var kill = 0; kill < kills; kill++)
        {
            // All of the dice before anything is waited for: the order must not depend on the machine.
            var victim = victims[_random.Next(victims.Count)];
            var next = seen + _random.Next(1, 2 * eventsBetween);
            var down = TimeSpan.FromMilliseconds(_random.Next(LongestDownMilliseconds));
            while (!missions.IsCompleted && await progress() < next)
                await Task.Delay(Look);
            if (missions.IsCompleted)
                break;
            await Break(victim, down);
            // While the database starts there is nothing to be seen: that is no progress, but no step back either.
            seen = Math.Max(seen, await progress());
        }

        Note("no more kills");
        await missions;
        Note("all missions ended");
    }

    public void Note(string what) => _log.Enqueue($"{_watch.Elapsed.TotalSeconds,7:0.00} s  {what}");

    private async Task Break(Victim victim, TimeSpan down)
    {
        await victim.Kill();
        Note($"killed {victim.Name} for {down.TotalSeconds:0.00} s");
        await Task.Delay(down);
        await victim.Start();
        Note($"started {victim.Name}");
    }
}
