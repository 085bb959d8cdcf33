using Flow;
using Xunit;

public class WorkflowTests
{
    [Fact]
    public async Task All_go_well() => Assert.True(await new Workflow().Then("a", () => Task.CompletedTask).Run());

    [Fact]
    public async Task One_fails()
    {
        var workflow = new Workflow().Then("a", async () => { await Task.Yield(); throw new InvalidOperationException("no disk"); });
        Assert.False(await workflow.Run());
        Assert.Equal(["a: no disk"], workflow.Log);
    }

    [Fact]
    public async Task One_fails_at_once()
    {
        var workflow = new Workflow().Then("a", () => throw new InvalidOperationException("x"));
        Assert.False(await workflow.Run());
    }
}
