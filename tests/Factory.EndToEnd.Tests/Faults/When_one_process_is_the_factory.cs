using Factory.Servers;

namespace Factory.EndToEnd.Tests.Faults;

public sealed class When_one_process_is_the_factory
{
    [Fact(Timeout = 3_600_000)]
    public async Task It_is_killed_at_random_moments()
    {
        await using var line = await NewLine();
        await MissionsUnderChaos.Run(line, [line.Process, line.Machine, line.PostgreSql], ChaosSettings.Missions(3), kills: ChaosSettings.Missions(3));
    }

    [Fact(Timeout = 900_000)]
    public async Task A_message_that_kills_it_becomes_a_dead_letter_the_rest_goes_on_and_a_retry_ends_it_well()
    {
        await using var line = await NewLine();
        await line.StartAnew(PoisonedMissions.Fault);
        using var ending = new CancellationTokenSource();
        var supervised = line.KeepRunning(ending.Token);

        await PoisonedMissions.Run(
            line,
            async () =>
            {
                await ending.CancelAsync();
                await supervised;
                await line.StartAnew(new Dictionary<string, string>(StringComparer.Ordinal));
            },
            TestContext.Current.CancellationToken);
    }

    private static Task<OneProcessLine> NewLine() => OneProcessLine.Start(Path.Combine(TestServers.NewFolder(), "factory"));
}
