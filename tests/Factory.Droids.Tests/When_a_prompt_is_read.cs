using Factory.Droids.Roles;

namespace Factory.Droids.Tests;

public sealed class When_a_prompt_is_read
{
    private static readonly Dictionary<string, string> Given = new(StringComparer.Ordinal) { ["rules"] = "Be honest.\n" };

    [Fact]
    public void Its_inserts_are_filled_in() =>
        Assert.Equal("# Coder\n\nBe honest.\n", PromptFile.Fill("coder.md", "# Coder\n\n{{rules}}\n", Given));

    [Theory]
    [InlineData("{{rules}} {{weather}}", "'{{weather}}'", "nobody fills in")]
    [InlineData("No rules at all.", "'{{rules}}'", "lacks the insert")]
    [InlineData("{{rules}} {{Rules}}", "coder.md", "braces that are no insert")]
    [InlineData("{{rules}} {{", "coder.md", "braces that are no insert")]
    public void An_insert_that_is_unknown_or_missing_or_mistyped_is_refused_by_file_and_name(string text, string named, string why)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => PromptFile.Fill("coder.md", text, Given));

        Assert.Contains("coder.md", refused.Message, StringComparison.Ordinal);
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_inserted_is_not_read_for_inserts_again() =>
        Assert.Equal("{{other}}", PromptFile.Fill("coder.md", "{{rules}}", new Dictionary<string, string>(StringComparer.Ordinal) { ["rules"] = "{{other}}" }));

    [Fact]
    public void The_file_is_versioned_by_its_hash()
    {
        var prompt = PromptFile.Load(typeof(DroidRole).Assembly, "rules", new Dictionary<string, string>(StringComparer.Ordinal) { ["tools"] = "`read`" });

        Assert.Matches("^[0-9a-f]{16}$", prompt.Hash);
        Assert.Contains("Your tools are `read`.", prompt.Text, StringComparison.Ordinal);
    }
}
