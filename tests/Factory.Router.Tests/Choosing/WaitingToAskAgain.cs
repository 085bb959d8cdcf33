using Factory.Router.Casting;
using Factory.Router.Choosing;
using Factory.Router.Models;

namespace Factory.Router.Tests.Choosing;

public sealed class WaitingToAskAgain
{
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task Calls_that_were_told_the_same_time_do_not_come_back_at_once(int seconds)
    {
        var clock = new EagerClock();
        var patience = Patience.For(CastModel.Mechanic with { Attempts = 20, RetryDelay = TimeSpan.FromSeconds(1) }, clock);

        await Assert.ThrowsAsync<ModelFailure>(async () => await patience.ExecuteAsync(
            _ => throw new ModelFailure(FailureKind.RateLimited, "429", TimeSpan.FromSeconds(seconds)), TestContext.Current.CancellationToken));

        Assert.Equal(19, clock.Waits.Count);
        Assert.All(clock.Waits, wait => Assert.InRange(wait.TotalSeconds, seconds + 0.5, seconds + 1.5));
        Assert.True(clock.Waits.Distinct().Count() > 10, "They come back together.");
    }

    /// <summary>Notes what is waited for, and lets it be over.</summary>
    private sealed class EagerClock : TimeProvider
    {
        public List<TimeSpan> Waits { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Add(dueTime);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
