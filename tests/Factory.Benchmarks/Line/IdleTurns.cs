using Factory.ScriptedModel;

namespace Factory.Benchmarks.Line;

/// <summary>Turns that do next to nothing, and each something else: a run that repeats itself, or never changes a file, would count as stuck.</summary>
internal static class IdleTurns
{
    private const int ChangesEvery = 20;

    /// <param name="number">From 1 on.</param>
    /// <param name="turn">What the other turns do.</param>
    public static Reply Of(int number, Func<int, Reply> turn) => number % ChangesEvery == 0
        ? Reply.Call("edit", new { operation = "create", path = $"note{number}.txt", newText = $"{number}\n" })
        : turn(number);

    public static Reply List(int number) => Of(number, at => Reply.Call("list", new { glob = $"**/{at}*" }));
}
