using Factory.SignalIntake.Judging;
using MassTransit;

namespace Factory.SignalIntake.Tests;

/// <summary>Which events each state of a signal has an answer to, were it that nothing happens.</summary>
public sealed class What_each_state_of_a_signal_answers
{
    [Theory]
    [InlineData("Initial", "Judge")]
    [InlineData("Asking", "Accepted Check Ended Judge")]
    [InlineData("Working", "Accepted Check Ended Judge")]
    [InlineData("Closed", "Accepted Check Ended Judge")]
    public void To_each_event(string state, string events)
    {
        StateMachine machine = new SignalStateMachine(new SignalSteps(null!, null!, TimeProvider.System));
        Assert.Equal(events, string.Join(' ', machine.NextEvents(machine.GetState(state)).Select(answered => answered.Name).Where(name => !name.Contains('.', StringComparison.Ordinal)).Order(StringComparer.Ordinal)));
    }
}
