using Factory.History;

namespace Factory.Benchmarks;

internal static class StoreAppends
{
    public static Func<int, CancellationToken, Task> Start(EventStore store) => (writer, ct) =>
        store.Append(new StreamAppend(Guid.NewGuid(), "bench", 0, [AppendEvents.Example(writer), AppendEvents.Example(writer), AppendEvents.Example(writer)]), ct);
}
