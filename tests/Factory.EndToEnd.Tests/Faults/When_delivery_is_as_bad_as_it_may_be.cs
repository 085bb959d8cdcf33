namespace Factory.EndToEnd.Tests.Faults;

[Collection(LineCollection.Name)]
public sealed class When_delivery_is_as_bad_as_it_may_be(LineFixture fixture)
{
    private static readonly Dictionary<string, string> Faults = new(StringComparer.Ordinal)
    {
        ["Factory__Heart__Faults__Duplicates"] = "true",
        ["Factory__Heart__Faults__LongestDelay"] = "00:00:00.400",
    };

    [Fact(Timeout = 3_600_000)]
    public async Task Each_message_twice_late_and_out_of_order_changes_nothing()
    {
        await fixture.Line.Reconfigure(fixture.Line.Processes, Faults);
        try
        {
            await MissionsUnderChaos.Run(fixture.Line, [.. fixture.Line.Processes.Select(process => process.Victim)], ChaosSettings.Missions(3), kills: ChaosSettings.Kills(1));
        }
        finally
        {
            await fixture.Line.Reconfigure(fixture.Line.Processes, new Dictionary<string, string>(StringComparer.Ordinal));
        }
    }
}
