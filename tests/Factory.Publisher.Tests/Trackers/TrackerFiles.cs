using Factory.Contracts.Missions;
using Factory.Contracts.Origins;
using Factory.Contracts.Outputs;
using Factory.Publisher.Settings;
using Factory.Publisher.Trackers;
using Factory.Servers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Factory.Publisher.Tests.Trackers;

/// <summary>What tells trackers, by a publisher's file with one of them.</summary>
internal static class TrackerFiles
{
    public static async Task<(TicketTeller Teller, TrackerHttp Http)> Teller(string name, string kind, string token, Uri address, string more = "")
    {
        var folder = TestServers.NewFolder();
        await File.WriteAllTextAsync(Path.Combine(folder, "token"), token);
        var file = Path.Combine(folder, "factory.publisher.yaml");
        await File.WriteAllTextAsync(
            file,
            $"trackers:\n  {name}:\n    kind: {kind}\n    address: {address}\n    tokenFile: {folder}/token\n    states: {{ started: In Progress, review: In Review, done: Done }}\n{more}");
        var http = new TrackerHttp(TimeProvider.System);
        return (new TicketTeller(new PublisherFiles(() => file, TimeProvider.System, NullLogger<PublisherFiles>.Instance), [new LinearTracker(http), new JiraTracker(http)]), http);
    }

    public static TellOrigin Telling(string tracker, string key, Guid mission, int step, ProgressStage stage, string text, MissionOutcome? outcome = null) =>
        new(mission, "default", new Origin(tracker, "Ann", Trust.Stranger) { Ticket = new TicketRef(tracker, key) }, step, stage, "Totals are wrong", text) { Outcome = outcome };
}
