using Factory.Droids.Tools;

namespace Factory.Droids.Tests;

public sealed class When_output_is_long
{
    [Fact]
    public void The_middle_is_cut_with_a_note_that_says_how_much()
    {
        var shown = TurnRunner.CutMiddle("head" + new string('x', 100_000) + "tail");
        Assert.StartsWith("head", shown, StringComparison.Ordinal);
        Assert.EndsWith("tail", shown, StringComparison.Ordinal);
        Assert.Contains("[cut: 68008 characters", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Short_output_is_whole() => Assert.Equal("short", TurnRunner.CutMiddle("short"));
}
