namespace Factory.EndToEnd.Tests.Faults;

[Collection(LineCollection.Name)]
public sealed class When_parts_are_killed(LineFixture fixture)
{
    [Fact(Timeout = 3_600_000)]
    public Task Services_at_random_moments() =>
        MissionsUnderChaos.Run(fixture.Line, [.. fixture.Line.Processes.Select(process => process.Victim)], ChaosSettings.Missions(6), kills: ChaosSettings.Missions(6));

    [Fact(Timeout = 3_600_000)]
    public Task The_broker() => MissionsUnderChaos.Run(fixture.Line, [fixture.Line.Broker], ChaosSettings.Missions(3), kills: ChaosSettings.Kills(2));

    [Fact(Timeout = 3_600_000)]
    public Task The_database() => MissionsUnderChaos.Run(fixture.Line, [fixture.Line.PostgreSql], ChaosSettings.Missions(3), kills: ChaosSettings.Kills(2));
}
