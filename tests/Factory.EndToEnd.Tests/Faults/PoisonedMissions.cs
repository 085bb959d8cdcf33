using Factory.Contracts;
using Factory.MissionControl.Missions;
using Factory.Servers;

namespace Factory.EndToEnd.Tests.Faults;

/// <summary>Missions of which one has a message that kills the coder each time.</summary>
internal static class PoisonedMissions
{
    private const string Poison = "kills-the-coder";

    public static readonly IReadOnlyDictionary<string, string> Fault = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Factory__Heart__Faults__CrashOn"] = Poison,
        ["Factory__Heart__Faults__CrashAt"] = Endpoints.Coder,
    };

    /// <summary>The poison, and only the poison, becomes a dead letter; what is beside it goes on, and so does the poison where it kills no more.</summary>
    /// <param name="cure">Starts what is killed without <see cref="Fault"/>.</param>
    public static async Task Run(ILine line, Func<Task> cure, CancellationToken ct)
    {
        using var client = line.Connect();
        var poisoned = await Report(client, 3, Poison, ct);
        var others = await Task.WhenAll(Enumerable.Range(0, 2).Select(number => Report(client, number, "harmless", ct)));

        foreach (var other in others)
            Assert.Equal("published", (await client.End(other.Mission, ct)).Outcome);
        await Eventually.Holds(async () => (await client.DeadLetters(ct)).Count > 0, "the message is a dead letter");
        var letter = Assert.Single(await client.DeadLetters(ct));
        Assert.Equal(("coder", "DeliveryLimit"), (letter.Endpoint, letter.ExceptionType));

        await cure();
        await client.Retry(letter.Id, ct);
        var missions = new List<(BrokenRepository, MissionView)>();
        foreach (var each in others.Append(poisoned))
            missions.Add((each.Repository, await client.End(each.Mission, ct)));
        await new Aftermath(line.Database, line.DataFolder).Check(missions);
    }

    private static async Task<(BrokenRepository Repository, Guid Mission)> Report(MissionsClient client, int number, string title, CancellationToken ct)
    {
        var repository = await BrokenRepository.Make(Path.Combine(TestServers.NewFolder(), "repository"), number);
        return (repository, await client.Send(repository, ct, title));
    }
}
