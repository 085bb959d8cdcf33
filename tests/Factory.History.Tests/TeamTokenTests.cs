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

        Assert.Equal(new Caller("red", Operator: false) { Name = "laptop" }, await tokens.Find(red));
        Assert.Equal("blue", (await tokens.Find(blue))?.Team);
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
        Assert.Equal("red", (await tokens.Find(server))?.Team);
        Assert.Equal("blue", (await tokens.Find(other))?.Team);
    }

    [Fact]
    public async Task Are_listed_without_their_text_each_team_s_apart()
    {
        var token = await tokens.Create("red", "laptop");
        await tokens.Create("blue", "server");
        await tokens.Revoke("red", "laptop");

        var listed = Assert.Single(await tokens.List("red"));

        Assert.Equal(new TeamToken("red", "laptop", Operator: false, HistoryDatabase.Now, HistoryDatabase.Now), listed);
        Assert.DoesNotContain(token, listed.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, (await tokens.List(team: null)).Count);
    }

    [Fact]
    public async Task That_lie_on_a_machine_are_the_operators_until_another_lies_there()
    {
        Assert.True(await tokens.Register("machine: /data", "first"));
        Assert.True(await tokens.Register("other: /data", "elsewhere"));
        Assert.Equal(new Caller(TeamTokens.DefaultTeam, Operator: true) { Name = "machine: /data" }, await tokens.Find("first"));

        Assert.True(await tokens.Register("machine: /data", "second"));

        Assert.Null(await tokens.Find("first"));
        Assert.NotNull(await tokens.Find("second"));
        Assert.NotNull(await tokens.Find("elsewhere"));
    }

    [Fact]
    public async Task That_lie_on_a_machine_and_were_revoked_stay_so()
    {
        await tokens.Register("machine: /data", "leaked");
        await tokens.Revoke(TeamTokens.DefaultTeam, "machine: /data");

        Assert.False(await tokens.Register("machine: /data", "leaked"));
        Assert.Null(await tokens.Find("leaked"));
    }

    [Fact]
    public async Task For_the_gateway_open_nothing_else_and_those_of_teams_do_not_open_the_gateway()
    {
        var (key, token) = (await tokens.CreateGatewayKey("red", "anna", new KeyBudget(20, BudgetPeriod.Month)), await tokens.Create("red", "laptop"));

        var found = Assert.Single(await tokens.FindGatewayKeys([TeamTokens.Hash(token), TeamTokens.Hash(key), TeamTokens.Hash("guessed")]));

        Assert.Equal((TeamTokens.GatewayKeyId(TeamTokens.Hash(key)), "red", "anna", new KeyBudget(20, BudgetPeriod.Month)), (found.Id, found.Team, found.Name, found.Budget));
        Assert.Equal((true, false, false), (TeamTokens.MayBeGatewayKey(key), TeamTokens.MayBeGatewayKey(token), TeamTokens.MayBeGatewayKey(key + "x")));
        Assert.Null(await tokens.Find(key));
        Assert.Equal("20/month", (await tokens.List("red"))[0].Budget?.ToString());
        await tokens.Revoke("red", "anna");
        Assert.Empty(await tokens.FindGatewayKeys([TeamTokens.Hash(key)]));
    }

    [Theory]
    [InlineData("20", "20")]
    [InlineData("2.50/day", "2.5/day")]
    [InlineData("0/month", "0/month")]
    [InlineData("-1", null)]
    [InlineData("20/week", null)]
    [InlineData("20/day/month", null)]
    [InlineData("1e9", null)]
    [InlineData("", null)]
    public void Have_budgets_that_are_read_as_people_write_them(string text, string? read) => Assert.Equal(read, KeyBudget.Parse(text)?.ToString());

    [Theory]
    [InlineData("", "name")]
    [InlineData("two words", "name")]
    [InlineData("../red", "name")]
    [InlineData("red", " ")]
    public async Task Need_names(string team, string name) => await Assert.ThrowsAsync<ArgumentException>(() => tokens.Create(team, name));
}
