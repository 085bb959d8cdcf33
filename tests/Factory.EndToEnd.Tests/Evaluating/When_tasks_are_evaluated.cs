using System.Diagnostics;
using System.Text.Json;

namespace Factory.EndToEnd.Tests.Evaluating;

public sealed class When_tasks_are_evaluated(EvaluatedTasks evaluated) : IClassFixture<EvaluatedTasks>
{
    [Fact]
    public async Task A_fixed_task_is_published_in_a_repository_of_its_own_without_the_hidden_files()
    {
        var task = First("shop/fixed");

        Assert.True(task.GetProperty("outcome").GetString() == "published", evaluated.First.All);
        Assert.True(task.GetProperty("hiddenPassed").GetBoolean());
        Assert.True(task.GetProperty("candidates").GetInt32() > 0);
        Assert.True(task.GetProperty("seconds").GetDouble() > 0);
        var (repository, branch) = (task.GetProperty("repository").GetString()!, task.GetProperty("branch").GetString()!);
        Assert.Contains("return total >= 50", await Git(repository, "show", $"{branch}:shipping.py"), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", await Git(repository, "ls-tree", "-r", "--name-only", branch), StringComparison.Ordinal);
    }

    [Fact]
    public void A_fix_that_fails_hidden_tests_is_told_as_false()
    {
        var task = First("shop/false");

        Assert.True(task.GetProperty("outcome").GetString() == "published", evaluated.First.All);
        Assert.False(task.GetProperty("hiddenPassed").GetBoolean());
        Assert.Equal(1, Totals(evaluated.First).GetProperty("falselyFixed").GetInt32());
        Assert.Contains("false \"fixed\" 1 (shop/false)", evaluated.First.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_fixed_has_no_branch_and_says_why()
    {
        var task = First("weather/hopeless");

        Assert.Equal("not-fixed", task.GetProperty("outcome").GetString());
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (task.GetProperty("branch").ValueKind, task.GetProperty("hiddenPassed").ValueKind));
        Assert.NotEmpty(task.GetProperty("reason").GetString()!);
    }

    [Fact]
    public void A_task_that_cannot_be_run_is_a_row_and_not_the_end()
    {
        Assert.Equal(1, evaluated.First.ExitCode);
        Assert.Equal("failed", First("weather/misspelt").GetProperty("outcome").GetString());
        Assert.Contains("task.yaml, line 2, key tets: unknown key", First("weather/misspelt").GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Contains("there is no folder", First("weather/no-repo").GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, Totals(evaluated.First).GetProperty("failed").GetInt32());
    }

    [Fact]
    public void Totals_are_told_for_all_by_folder_and_by_kind()
    {
        var totals = Totals(evaluated.First);

        Assert.Equal((5, 2, 1, 1), (totals.GetProperty("tasks").GetInt32(), totals.GetProperty("fixed").GetInt32(), totals.GetProperty("hiddenPassed").GetInt32(), totals.GetProperty("notFixed").GetInt32()));
        Assert.Equal(["shop", "weather"], Names("folders"));
        Assert.Equal(["comparison"], Names("kinds"));
    }

    [Fact]
    public void What_was_settled_is_kept_when_it_is_run_again_and_what_was_not_is_tried()
    {
        Assert.Equal(3, Totals(evaluated.Second).GetProperty("kept").GetInt32());
        foreach (var name in new[] { "shop/fixed", "shop/false", "weather/hopeless" })
            Assert.Equal(First(name).GetProperty("missionId").GetGuid(), EvaluatedTasks.Task(evaluated.Second, name).GetProperty("missionId").GetGuid());
        Assert.Equal("failed", EvaluatedTasks.Task(evaluated.Second, "weather/misspelt").GetProperty("outcome").GetString());
    }

    [Fact]
    public void The_tasks_are_only_read_and_nothing_is_left_running()
    {
        Assert.Equal(evaluated.Before, evaluated.After);
        Assert.False(File.Exists(Path.Combine(evaluated.DataFolder, "run.json")), "run.json was left behind.");
        Assert.False(Directory.Exists(Path.Combine(evaluated.First.Json.GetProperty("results").GetString()!, "work")), "Checkouts were left behind.");
    }

    private JsonElement First(string name) => EvaluatedTasks.Task(evaluated.First, name);

    private static JsonElement Totals(CommandResult result) => result.Json.GetProperty("totals");

    private IEnumerable<string?> Names(string groups) => evaluated.First.Json.GetProperty(groups).EnumerateArray().Select(group => group.GetProperty("name").GetString());

    private static async Task<string> Git(string repository, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("git", ["-c", "safe.directory=*", "-C", repository, .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
