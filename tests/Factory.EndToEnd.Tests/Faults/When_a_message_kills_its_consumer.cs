namespace Factory.EndToEnd.Tests.Faults;

[Collection(LineCollection.Name)]
public sealed class When_a_message_kills_its_consumer(LineFixture fixture)
{
    private ServiceLine Line => fixture.Line;

    [Fact(Timeout = 900_000)]
    public async Task It_becomes_a_dead_letter_the_rest_goes_on_and_a_retry_ends_it_well()
    {
        var coders = Line.Of("coder").ToList();
        // One replica: what waits beside the message that kills has nowhere else to go.
        await coders[1].Kill();
        await coders[0].StartAnew(PoisonedMissions.Fault);
        using var ending = new CancellationTokenSource();
        var supervised = coders[0].KeepRunning(ending.Token);

        await PoisonedMissions.Run(
            Line,
            async () =>
            {
                await ending.CancelAsync();
                await supervised;
                await Line.Reconfigure(coders, new Dictionary<string, string>(StringComparer.Ordinal));
            },
            TestContext.Current.CancellationToken);
    }
}
