using People;
using Xunit;

public class HiddenTests
{
    [Theory]
    [InlineData("Ludwig van Beethoven", "LB")]
    [InlineData("Juan Carlos de Borbon", "JB")]
    [InlineData("bo y", "BY")]
    public void Names(string name, string initials) => Assert.Equal(initials, Initials.Of(name));
}
