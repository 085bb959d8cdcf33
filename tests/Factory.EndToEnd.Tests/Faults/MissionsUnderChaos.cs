using Factory.MissionControl.Missions;
using Factory.Servers;

namespace Factory.EndToEnd.Tests.Faults;

/// <summary>Runs missions while something is killed, and checks what must be so afterwards.</summary>
internal static class MissionsUnderChaos
{
    /// <summary>A line that stands still fails by itself, and says what was killed when, before the whole run of tests is ended.</summary>
    private static TimeSpan Longest(int missions) => TimeSpan.FromMinutes(10) + missions * TimeSpan.FromMinutes(1);

    private const int EventsAMission = 45;

    /// <param name="missions">How many.</param>
    /// <param name="kills">How often something is killed.</param>
    public static async Task Run(ILine line, IReadOnlyList<Victim> victims, int missions, int kills)
    {
        var chaos = new Chaos(ChaosSettings.Seed, victims, line.Events);
        using var client = line.Connect();
        using var patience = new CancellationTokenSource(Longest(missions));
        var all = Task.WhenAll(Enumerable.Range(0, missions).Select(number => OneMission(number, client, patience.Token)));
        try
        {
            await chaos.Disturb(kills, Math.Max(2, EventsAMission * missions / (kills + 1)), all);
            await new Aftermath(line.Database, line.DataFolder).Check(await all);
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"{error.Message}\nChaos with {chaos.Log}\nLogs: {KeptLogs.Of(line.DataFolder)}", error);
        }
        finally
        {
            TestContext.Current.TestOutputHelper?.WriteLine(chaos.Log);
        }
    }

    private static async Task<(BrokenRepository Repository, MissionView Mission)> OneMission(int number, MissionsClient client, CancellationToken ct)
    {
        var repository = await BrokenRepository.Make(Path.Combine(TestServers.NewFolder(), "repository"), number);
        return (repository, await client.End(await client.Send(repository, ct), ct));
    }
}
