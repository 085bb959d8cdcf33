using Factory.History.Teams;

namespace Factory.History.Tests;

public sealed class Tokens_of_teams : IAsyncLifetime
{
    private HistoryDatabase database = null!;
    private TeamTokens tokens = null!;

    public async ValueTask InitializeAsync()
    {
        database = await HistoryDatabase.Migrated();
        tokens = new TeamTokens(database.Source, database.Time);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Stand_for_their_team_and_nothing_else_does()
    {
        var (red, blue) = (await tokens.Create("red", "laptop"), await tokens.Create("blue", "laptop"));

        Assert.Equal("red", await tokens.Find(red));
        Assert.Equal("blue", await tokens.Find(blue));
        Assert.Null(await tokens.Find(red + "x"));
        Assert.Null(await tokens.Find(red[..^1]));
        Assert.Null(await tokens.Find(""));
        Assert.Null(await tokens.Find(new string('x', 1_000_000)));
        Assert.NotEqual(red, await tokens.Create("red", "laptop"));
    }

    [Fact]
    public async Task Are_nowhere_in_the_database()
    {
        var token = await tokens.Create("red", "laptop");
        Assert.Equal(0, await database.Value<long>($"SELECT count(*) FROM factory.api_token t WHERE t::text LIKE '%{token}%' OR t::text LIKE '%{token[4..]}%'"));
        Assert.True(token.Length > 40);
    }

    [Fact]
    public async Task That_were_revoked_stand_for_nobody()
    {
        var (laptop, server) = (await tokens.Create("red", "laptop"), await tokens.Create("red", "server"));
        var other = await tokens.Create("blue", "laptop");

        Assert.Equal(1, await tokens.Revoke("red", "laptop"));

        Assert.Null(await tokens.Find(laptop));
        Assert.Equal("red", await tokens.Find(server));
        Assert.Equal("blue", await tokens.Find(other));
    }

    [Theory]
    [InlineData("", "name")]
    [InlineData("two words", "name")]
    [InlineData("../red", "name")]
    [InlineData("red", " ")]
    public async Task Need_names(string team, string name) => await Assert.ThrowsAsync<ArgumentException>(() => tokens.Create(team, name));
}
