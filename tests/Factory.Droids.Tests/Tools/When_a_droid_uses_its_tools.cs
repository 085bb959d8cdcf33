using System.Text.Json;
using Factory.Droids.Roles;
using Factory.Droids.Tools;

namespace Factory.Droids.Tests.Tools;

public sealed class When_a_droid_uses_its_tools
{
    [Fact]
    public async Task Files_are_read_by_lines_with_numbers_and_what_was_left_out()
    {
        await using var droid = await DroidAtWork.Start(repository => repository.Write("long.txt", string.Concat(Enumerable.Range(1, 30).Select(line => $"line {line}\n"))));

        Assert.Equal("     1  def add(a, b):\n     2      return a - b\n", (await droid.Calls("read", new { path = "src/app.py" })).Text);
        Assert.Equal("     7  line 7\n     8  line 8\n[lines 7 to 8 of 30]\n", (await droid.Calls("read", new { path = "long.txt", firstLine = 7, lastLine = 8 })).Text);
        Assert.Equal("src/app.py:2:     return a - b\n[1 hits in 1 files]", (await droid.Calls("search", new { pattern = "a - b" })).Text);
    }

    [Fact]
    public async Task Several_files_are_edited_in_one_call_or_none_is()
    {
        await using var droid = await DroidAtWork.Start();

        var done = await droid.Calls("edit", new { edits = new object[] { new { operation = "replace", path = "src/app.py", oldText = "a - b", newText = "a + b" }, new { operation = "move", path = "README.md", newPath = "docs/README.md" } } });
        var not = await droid.Calls("edit", new { edits = new object[] { new { operation = "replace", path = "src/app.py", oldText = "a + b", newText = "a * b" }, new { operation = "delete", path = "README.md" } } });

        Assert.Equal("src/app.py: replaced at line 2\nREADME.md: moved to docs/README.md", done.Text);
        Assert.True(not.IsError);
        Assert.Contains("Edit 2 of 2 cannot be done, so none was", not.Text, StringComparison.Ordinal);
        Assert.Contains("a + b", (await droid.Calls("read", new { path = "src/app.py" })).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_that_was_cut_is_shown_by_its_name()
    {
        await using var droid = await DroidAtWork.Start();

        var cut = await droid.Calls("run", new { command = "seq 1 20000; exit 3" });
        var name = cut.Text.Split("output(name=\"")[1].Split('"')[0];
        var rest = await droid.Calls("output", new { name, firstLine = 10_000, lastLine = 10_001 });

        Assert.InRange(cut.Text.Length, 15_000, 16_500);
        Assert.EndsWith("20000\n[exit code 3]", cut.Text, StringComparison.Ordinal);
        Assert.Equal("10000\n10001\n[lines 10000 to 10001 of 20000]", rest.Text);
        Assert.Contains("There is no 'o000000'", (await droid.Calls("output", new { name = "o000000" })).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_goes_on_in_the_background_from_turn_to_turn()
    {
        await using var droid = await DroidAtWork.Start();

        var started = await droid.Calls("run", new { command = "echo first; while [ ! -e go ]; do sleep 0.05; done; echo second; sleep 1000", background = true });
        var told = await droid.Calls("run", new { command = "touch go" });
        var news = "";
        while (!news.Contains("second", StringComparison.Ordinal))
            news += (await droid.Calls("output", new { name = "p1" })).Text;
        var stopped = await droid.Calls("output", new { name = "p1", stop = true });

        Assert.Contains("started as p1", started.Text, StringComparison.Ordinal);
        Assert.False(told.IsError);
        Assert.StartsWith("first\n", news, StringComparison.Ordinal);
        Assert.EndsWith("second\n[p1: running]", news, StringComparison.Ordinal);
        Assert.EndsWith("[p1: stopped]", stopped.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_that_only_read_run_side_by_side_and_a_write_between_them_is_waited_for()
    {
        await using var droid = await DroidAtWork.Start();

        var turn = await droid.Turn(
            ("read", new { path = "src/app.py" }), ("search", new { pattern = "nothing like it" }), ("list", new { glob = "*.md" }),
            ("edit", new { operation = "replace", path = "src/app.py", oldText = "a - b", newText = "a + b" }),
            ("read", new { path = "src/app.py" }), ("list", new { }));

        Assert.Equal(["c1", "c2", "c3", "c4", "c5", "c6"], turn.Results.Select(result => result.CallId));
        Assert.Contains("a - b", turn.Results[0].Text, StringComparison.Ordinal);
        Assert.Equal("README.md\n[1 files]", turn.Results[2].Text);
        Assert.Contains("a + b", turn.Results[4].Text, StringComparison.Ordinal);
        Assert.True(turn.Wrote);
    }

    [Fact]
    public async Task A_question_is_handed_on_and_a_note_is_kept_in_the_transcript()
    {
        await using var droid = await DroidAtWork.Start();

        var turn = await droid.Turn(("note", new { text = "Plan: fix add." }), ("ask", new { question = "Round up or down?" }));

        Assert.Equal(["Noted.", "Asked. The answer comes as a message of its own."], turn.Results.Select(result => result.Text));
        Assert.Equal("Round up or down?", turn.Question);
        Assert.False(turn.Wrote);
    }

    [Fact]
    public async Task Arguments_are_held_against_the_schema_and_each_mistake_is_named()
    {
        await using var droid = await DroidAtWork.Start();

        Assert.Equal("The arguments are not what read takes: $.path is missing: expected a string. $.file is not known: expected path, firstLine, lastLine.", (await droid.Calls("read", new { file = "src/app.py" })).Text);
        Assert.Contains("$.operation: expected one of \"replace\", \"create\", \"move\", \"delete\"", (await droid.Calls("edit", new { operation = "rename", path = "a" })).Text, StringComparison.Ordinal);
        Assert.Contains("$.edits[0].path is missing", (await droid.Calls("edit", new { edits = new[] { new { operation = "delete" } } })).Text, StringComparison.Ordinal);
        Assert.Contains("$.suspicious[0].line: expected a whole number", (await droid.Calls("finish", """{"claims":"","suspicious":[{"path":"a","line":"1","score":0.5}]}""")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tests_are_run_with_a_structured_answer_and_the_log_can_be_read()
    {
        await using var droid = await DroidAtWork.Start(repository =>
            repository.Write("test_app.py", "import unittest\nfrom src.app import add\n\nclass AddTest(unittest.TestCase):\n    def test_add(self):\n        self.assertEqual(3, add(1, 2))\n"));

        var answer = JsonSerializer.Deserialize<TestsAnswer>((await droid.Calls("run_tests", new { })).Text, DroidJson.Options)!;
        var log = await droid.Calls("output", new { name = answer.Log });

        Assert.Contains("test_add", Assert.Single(answer.Failed).Name, StringComparison.Ordinal);
        Assert.Contains("3 != -1", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_history_is_read_and_nothing_else_of_git()
    {
        await using var droid = await DroidAtWork.Start(repository => repository.Write("src/app.py", "def add(a, b):\n    return a - b  # since 1.2\n"));

        var log = await droid.Calls("log", new { path = "src/app.py" });
        var shown = await droid.Calls("log", new { commit = log.Text.Split(' ')[0] });
        var blamed = await droid.Calls("log", new { path = "src/app.py", firstLine = 2 });

        Assert.Contains("Person: Prepared", log.Text, StringComparison.Ordinal);
        Assert.Contains("# since 1.2", shown.Text, StringComparison.Ordinal);
        Assert.Contains("# since 1.2", blamed.Text, StringComparison.Ordinal);
        Assert.True((await droid.Calls("log", new { commit = "--all" })).IsError);
    }

    [Fact]
    public async Task The_same_again_has_the_same_fingerprint_also_when_it_took_another_time()
    {
        await using var droid = await DroidAtWork.Start();

        var (once, again, other) = (await droid.Turn(("run", new { command = "echo took 0.31s" })), await droid.Turn(("run", new { command = "echo took 0.42s" })), await droid.Turn(("run", new { command = "echo took it" })));

        Assert.Equal(once.Fingerprint, again.Fingerprint);
        Assert.NotEqual(once.Fingerprint, other.Fingerprint);
    }
}
