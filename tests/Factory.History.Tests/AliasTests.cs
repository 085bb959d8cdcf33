namespace Factory.History.Tests;

public sealed class Aliases
{
    [Theory]
    [InlineData(typeof(CodeWritten), "code_written")]
    [InlineData(typeof(HTTPCallMade), "http_call_made")]
    [InlineData(typeof(Opened), "opened")]
    [InlineData(typeof(Outer.InnerHappened), "inner_happened")]
    [InlineData(typeof(SeenByUI), "seen_by_ui")]
    public void Are_class_names_cut_at_capitals(Type type, string alias) => Assert.Equal(alias, EventTypes.Alias(type));

    [Fact]
    public void Cover_every_event_of_the_contracts()
    {
        Assert.Contains("mission_started", EventTypes.Product.Aliases);
        Assert.Contains("turn_answered", EventTypes.Product.Aliases);
        Assert.True(EventTypes.Product.Aliases.Count > 25);
    }

    [Fact]
    public void That_two_types_share_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new EventTypes([typeof(Opened), typeof(Outer.Opened)]));
        Assert.Contains("'opened'", error.Message, StringComparison.Ordinal);
    }

    private sealed record CodeWritten;

    private sealed record HTTPCallMade;

    private sealed record Opened;

    private sealed record SeenByUI;

    private static class Outer
    {
        internal sealed record InnerHappened;

        internal sealed record Opened;
    }
}
