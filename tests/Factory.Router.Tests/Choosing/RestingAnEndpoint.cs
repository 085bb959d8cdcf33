using Factory.Router.Choosing;
using Factory.Router.Models;

namespace Factory.Router.Tests.Choosing;

public sealed class RestingAnEndpoint
{
    private readonly Clock clock = new();
    private readonly Circuit circuit;

    public RestingAnEndpoint() => circuit = new Circuit(clock);

    [Fact]
    public void It_rests_after_five_failures_in_a_row()
    {
        Fail(4);
        circuit.Answered();
        Fail(4);
        Assert.True(circuit.TryEnter());

        Fail(1);

        Assert.False(circuit.TryEnter());
        Assert.Equal(TimeSpan.FromSeconds(5), circuit.RestLeft);
    }

    [Fact]
    public void What_one_caller_may_have_caused_counts_once_until_it_answers()
    {
        var callers = Enumerable.Range(0, 5).Select(_ => Guid.CreateVersion7()).ToList();
        for (var call = 0; call < 20; call++)
            circuit.Failed(new ModelFailure(FailureKind.Broken, "500"), callers[0]);
        Assert.Null(circuit.RestLeft);
        foreach (var caller in callers.Skip(1).Take(3))
            circuit.Failed(new ModelFailure(FailureKind.Broken, "500"), caller);
        Assert.Null(circuit.RestLeft);

        circuit.Failed(new ModelFailure(FailureKind.Broken, "500"), callers[4]);

        Assert.Equal(TimeSpan.FromSeconds(5), circuit.RestLeft);
        circuit.Answered();
        Fail(4);
        circuit.Failed(new ModelFailure(FailureKind.Broken, "500"), callers[0]);
        Assert.NotNull(circuit.RestLeft);
    }

    [Fact]
    public void After_its_rest_one_call_tries_it_and_the_others_wait_for_the_outcome()
    {
        Fail(5);
        clock.Pass(TimeSpan.FromSeconds(5));

        Assert.Equal([true, false, false], Enumerable.Range(0, 3).Select(_ => circuit.TryEnter()));

        circuit.Answered();
        Assert.Equal([true, true], Enumerable.Range(0, 2).Select(_ => circuit.TryEnter()));
        Assert.Null(circuit.RestLeft);
    }

    [Fact]
    public void A_trial_that_fails_makes_it_rest_longer_up_to_a_minute()
    {
        Fail(5);
        var rests = new List<double>();
        for (var trial = 0; trial < 5; trial++)
        {
            rests.Add(circuit.RestLeft!.Value.TotalSeconds);
            clock.Pass(circuit.RestLeft!.Value);
            Assert.True(circuit.TryEnter());
            Fail(1);
        }

        Assert.Equal([5, 10, 20, 40, 60], rests);
    }

    [Fact]
    public void A_trial_that_is_given_up_leaves_the_next_to_another()
    {
        Fail(5);
        clock.Pass(TimeSpan.FromSeconds(5));
        Assert.True(circuit.TryEnter());

        circuit.GivenUp();

        Assert.True(circuit.TryEnter());
    }

    [Fact]
    public void A_trial_that_takes_long_and_has_not_failed_lets_others_through()
    {
        Fail(5);
        clock.Pass(TimeSpan.FromSeconds(5));
        Assert.True(circuit.TryEnter());

        clock.Pass(TimeSpan.FromSeconds(30));

        Assert.True(circuit.TryEnter());
    }

    [Fact]
    public async Task Who_has_nobody_else_to_ask_waits_for_the_trial()
    {
        Fail(5);
        clock.Pass(TimeSpan.FromSeconds(5));
        Assert.True(circuit.TryEnter());
        var waiting = circuit.Enter(TimeSpan.FromMinutes(2), CancellationToken.None);
        Assert.False(waiting.IsCompleted);

        circuit.Answered();

        Assert.True(await waiting);
    }

    [Fact]
    public void A_clock_that_is_set_back_does_not_prolong_its_rest()
    {
        Fail(5);
        clock.IsSetBack(TimeSpan.FromHours(1));

        clock.Pass(TimeSpan.FromSeconds(5));

        Assert.True(circuit.TryEnter());
    }

    private void Fail(int times)
    {
        for (var time = 0; time < times; time++)
            circuit.Failed(new ModelFailure(FailureKind.Overloaded, "503"));
    }

    private sealed class Clock : TimeProvider
    {
        private DateTimeOffset now = DateTimeOffset.UnixEpoch;
        private TimeSpan passed;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => now;

        public override long GetTimestamp() => passed.Ticks;

        public void Pass(TimeSpan time) => (now, passed) = (now + time, passed + time);

        public void IsSetBack(TimeSpan time) => now -= time;
    }
}
