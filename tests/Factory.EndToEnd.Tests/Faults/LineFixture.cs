namespace Factory.EndToEnd.Tests.Faults;

/// <summary>One line for all tests that kill parts of it: starting a dozen processes takes its time.</summary>
public sealed class LineFixture : IAsyncLifetime
{
    internal ServiceLine Line { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Line = await ServiceLine.Start();

    public ValueTask DisposeAsync() => Line is null ? ValueTask.CompletedTask : Line.DisposeAsync();
}

[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LineCollection : ICollectionFixture<LineFixture>
{
    public const string Name = "line";
}
