using Survey;
using Xunit;

public class HiddenTests
{
    [Fact]
    public void Several() => Assert.Equal("name;answers\na;1, 2;3\nb\nc;x", Export.All([new Person("a", ["1; 2", " 3 "]), new Person("b", []), new Person("c", ["x"])]));
}
