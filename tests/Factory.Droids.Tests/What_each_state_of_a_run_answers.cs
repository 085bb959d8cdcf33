using Factory.Droids.Roles;
using Factory.Droids.Runs;
using MassTransit;

namespace Factory.Droids.Tests;

/// <summary>Which events each state of a run answers. All others change nothing there.</summary>
public sealed class What_each_state_of_a_run_answers
{
    [Theory]
    [InlineData("Initial", "CancelAsked PauseAsked ResumeAsked RunAsked")]
    [InlineData("Expected", "CancelAsked PauseAsked ResumeAsked RunAsked")]
    [InlineData("Opening", "CancelAsked Checked Lost Opened PauseAsked Refused ResumeAsked")]
    [InlineData("Thinking", "Answered CancelAsked Checked Lost Opened PauseAsked ResumeAsked Unavailable")]
    [InlineData("Acting", "CancelAsked Checked Lost NotReturned Opened PauseAsked ResumeAsked Returned")]
    [InlineData("Paused", "CancelAsked Lost Opened PauseAsked ResumeAsked")]
    [InlineData("Ended", "Opened RunAsked")]
    public void To_each_event(string state, string events)
    {
        StateMachine machine = new DroidRunStateMachine(new DroidRunSteps(new DroidRoles([]), null!, TimeProvider.System));
        Assert.Equal(events, string.Join(' ', machine.NextEvents(machine.GetState(state)).Select(answered => answered.Name).Where(name => !name.Contains('.', StringComparison.Ordinal)).Order(StringComparer.Ordinal)));
    }
}
