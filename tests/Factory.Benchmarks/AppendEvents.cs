using Factory.Contracts;
using Factory.Contracts.History;
using Factory.Contracts.Runs;
using Factory.History;

namespace Factory.Benchmarks;

/// <summary>The event that is appended: a turn of a droid run, the most frequent there is.</summary>
internal static class AppendEvents
{
    private static readonly Guid Run = new("0199c0de-0000-7000-8000-000000000001");
    private static readonly BlobRef Answer = new(new Guid("0199c0de-0000-7000-8000-000000000002"), new string('a', 64), 12345);

    public static EventTypes Types => EventTypes.Product;

    public static object Example(int number) => new TurnAnswered(Run, number, "builtin/mechanic", Answer, 2, new Spending(0.01m, 1234, 1), 0.125);

    public static long Apply(long tokens, object data) => data is TurnAnswered answered ? tokens + answered.Spent.Tokens : tokens;
}
