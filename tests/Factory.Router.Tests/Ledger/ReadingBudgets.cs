using System.Text;
using System.Text.Json.Nodes;
using Factory.Contracts.Runs;
using Factory.Router.Casting;
using Factory.Router.Ledger;
using Factory.Settings;
using Factory.Router.Tests.Fixtures;
using Factory.ScriptedModel;

namespace Factory.Router.Tests.Ledger;

public sealed class ReadingBudgets
{
    [Fact]
    public void A_budget_is_one_or_a_list_that_all_hold()
    {
        var budgets = Read(
            """
            budgets:
              organisation:
                - period: month
                  usd: 500
                - until: 2026-12-31
              teams:
                blue: { period: day, usd: 20.5, tokens: 5000000, calls: 2000 }
            """);

        Assert.Equal([new Cap(CapPeriod.Month, 500), new Cap(CapPeriod.Total, Until: new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero))], budgets.Organisation);
        Assert.Equal([new Cap(CapPeriod.Day, 20.5m, 5_000_000, 2_000)], budgets.Of("blue"));
        Assert.Empty(budgets.Of("green"));
    }

    [Fact]
    public async Task The_example_in_the_docs_is_read()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Casting.Repository.Root, "docs", "models.md"));

        var budgets = Read(text.Split("## Budgets")[1].Split("```yaml")[1].Split("```")[0]);

        Assert.Equal([new Cap(CapPeriod.Month, 500), new Cap(CapPeriod.Day, 50)], budgets.Organisation);
        Assert.Equal([new Cap(CapPeriod.Day, 20, 5_000_000, 2_000)], budgets.Of("blue"));
    }

    [Theory]
    [InlineData("{ period: day }", "limits nothing")]
    [InlineData("{ period: week, usd: 5 }", "day, month, total")]
    [InlineData("{ usd: -1 }", "from 0 to")]
    [InlineData("{ until: 2026-02-30 }", "no such day")]
    [InlineData("{ dollars: 5 }", "unknown key")]
    public void A_budget_that_makes_no_sense_is_refused_with_its_line(string budget, string why)
    {
        var error = Assert.Throws<SettingsFileException>(() => Read($"budgets:\n  organisation: {budget}\n"));

        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.Contains("line 2", error.Message, StringComparison.Ordinal);
        Assert.Contains("budgets.organisation", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_teams_budget_stops_its_runs_and_says_which_it_is()
    {
        await using var router = await RouterHost.StartOnBus((_, casting) =>
        {
            casting.Set("scripted-coder", "inputUsdPerMillion", 2);
            casting.File["budgets"] = new JsonObject { ["teams"] = new JsonObject { [RouterHost.Team] = new JsonObject { ["period"] = "day", ["usd"] = 0 } } };
        });
        router.Model.On(RouterHost.Role, Reply.Says("Done."));

        await router.Send((await router.Run()).Ask(1));

        var told = await router.Replies.Next<ModelUnavailable>();
        Assert.Equal(RunOutcome.OverBudget, told.Outcome);
        Assert.Contains($"the budget of team {RouterHost.Team} for {TimeProvider.System.GetUtcNow():yyyy-MM-dd} does not allow another call", told.Reason, StringComparison.Ordinal);
        Assert.Empty(router.Model.Requests);
    }

    private static Budgets Read(string yaml) => ModelsFile.Parse("factory.models.yaml", Encoding.UTF8.GetBytes(yaml)).Budgets;
}
