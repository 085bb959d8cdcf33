using Factory.Servers;

namespace Factory.EndToEnd.Tests.Faults;

public sealed class When_one_process_is_the_factory
{
    [Fact(Timeout = 3_600_000)]
    public async Task It_is_killed_at_random_moments()
    {
        await using var line = await OneProcessLine.Start(Path.Combine(TestServers.NewFolder(), "factory"));
        await MissionsUnderChaos.Run(line, [line.Process, line.Machine, line.PostgreSql], ChaosSettings.Missions(3), kills: ChaosSettings.Missions(3));
    }
}
