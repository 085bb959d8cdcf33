using Flow;
using Xunit;

public class HiddenTests
{
    [Fact]
    public async Task In_order_until_one_fails()
    {
        var seen = new List<int>();
        var workflow = new Workflow()
            .Then("one", async () => { await Task.Yield(); seen.Add(1); })
            .Then("two", async () => { await Task.Yield(); seen.Add(2); throw new InvalidOperationException("two is broken"); })
            .Then("three", async () => { await Task.Yield(); seen.Add(3); });
        Assert.False(await workflow.Run());
        Assert.Equal([1, 2], seen);
        Assert.Equal(["one: done", "two: two is broken"], workflow.Log);
    }
}
