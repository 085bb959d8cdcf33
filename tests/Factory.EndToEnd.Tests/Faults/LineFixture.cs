namespace Factory.EndToEnd.Tests.Faults;

/// <summary>One line for all tests that kill parts of it, one after the other: starting a dozen processes takes its time. Most of it is waiting, so other tests run beside it.</summary>
public sealed class LineFixture : IAsyncLifetime
{
    internal ServiceLine Line { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Line = await ServiceLine.Start();

    public ValueTask DisposeAsync() => Line is null ? ValueTask.CompletedTask : Line.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class LineCollection : ICollectionFixture<LineFixture>
{
    public const string Name = "line";
}
