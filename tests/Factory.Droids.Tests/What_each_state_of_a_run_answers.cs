using Factory.Droids.Roles;
using Factory.Droids.Runs;
using MassTransit;

namespace Factory.Droids.Tests;

/// <summary>Which events each state of a run answers. All others change nothing there.</summary>
public sealed class What_each_state_of_a_run_answers
{
    private static readonly RunSteering Steering = new(new DroidRoles([]), TimeProvider.System);

    [Theory]
    [InlineData("Initial", "CancelAsked LimitAsked PauseAsked ResumeAsked RunAsked SaidTo")]
    [InlineData("Expected", "CancelAsked LimitAsked PauseAsked ResumeAsked RunAsked SaidTo")]
    [InlineData("Opening", "CancelAsked Checked LimitAsked Lost Opened PauseAsked Refused ResumeAsked SaidTo")]
    [InlineData("Thinking", "Answered CancelAsked Checked LimitAsked Lost Opened PauseAsked ResumeAsked SaidTo Unavailable")]
    [InlineData("Acting", "CancelAsked Checked LimitAsked Lost NotReturned Opened PauseAsked ResumeAsked Returned SaidTo")]
    [InlineData("WaitingForHuman", "CancelAsked Checked LimitAsked Lost Opened PauseAsked ResumeAsked SaidTo")]
    [InlineData("Paused", "CancelAsked LimitAsked Lost Opened PauseAsked ResumeAsked SaidTo")]
    [InlineData("Ended", "Opened RunAsked")]
    public void To_each_event(string state, string events)
    {
        StateMachine machine = new DroidRunStateMachine(new DroidRunSteps(new DroidRoles([]), Steering, null!, TimeProvider.System), Steering);
        Assert.Equal(events, string.Join(' ', machine.NextEvents(machine.GetState(state)).Select(answered => answered.Name).Where(name => !name.Contains('.', StringComparison.Ordinal)).Order(StringComparer.Ordinal)));
    }
}
