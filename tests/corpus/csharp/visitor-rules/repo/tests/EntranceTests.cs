using Museum;
using Xunit;

public class EntranceTests
{
    private readonly Entrance _entrance = new(14, 2);

    [Fact]
    public void No_ticket() => Assert.False(_entrance.Enter(new Visitor(12, false, true)));

    [Fact]
    public void A_child_with_an_adult() => Assert.True(_entrance.Enter(new Visitor(6, true, true)));

    [Fact]
    public void A_child_alone() => Assert.False(_entrance.Enter(new Visitor(6, true)));

    [Fact]
    public void An_adult_with_another() => Assert.True(_entrance.Enter(new Visitor(40, true, true)));
}
