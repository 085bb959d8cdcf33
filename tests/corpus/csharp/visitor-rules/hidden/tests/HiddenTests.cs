using Museum;
using Xunit;

public class HiddenTests
{
    [Theory]
    [InlineData(14, true, false, true)]
    [InlineData(13, true, true, true)]
    [InlineData(13, true, false, false)]
    [InlineData(99, true, false, true)]
    [InlineData(99, false, true, false)]
    [InlineData(3, false, false, false)]
    public void All(int age, bool ticket, bool accompanied, bool enters) => Assert.Equal(enters, new Entrance(14, 1).MayEnter(new Visitor(age, ticket, accompanied)));

    [Fact]
    public void Full()
    {
        var entrance = new Entrance(0, 1);
        Assert.True(entrance.Enter(new Visitor(1, true)));
        Assert.False(entrance.Enter(new Visitor(1, true)));
        entrance.Leave();
        Assert.True(entrance.Enter(new Visitor(1, true)));
    }
}
