using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Contracts.Missions;
using Factory.Contracts.Planning;
using Factory.Contracts.Repositories;
using Factory.Contracts.Runs;
using Factory.Planner.Missions;

namespace Factory.Planner.Tests;

/// <summary>Missions as far as a test needs them.</summary>
internal static class Missions
{
    public static readonly BlobRef Blob = new(Guid.NewGuid(), "", 0);
    public static readonly Change Change = new("base", "commit", Blob);

    public static MissionState Started(MissionKind kind = MissionKind.Change)
    {
        var id = Guid.NewGuid();
        return new MissionState
        {
            CorrelationId = id,
            Start = new StartMission(id, Guid.NewGuid(), "team", "Title", Blob, new RepositoryRef("https://github.com/ann/cart", null), null, MissionLimits.Default) { Kind = kind },
            Repository = new RepositoryFetched(id, "mirror", "base"),
        };
    }

    public static MissionState Planned(params string[] features)
    {
        var mission = Started();
        mission.Plan = new MissionPlanned(
            mission.CorrelationId, Blob, [.. features.DefaultIfEmpty("Add prices").Select(title => new PlannedFeature(title, []))], [new Assertion("A1", "prices are added", ["test_total"])], new TestSettings(null, false), Spending.None);
        return mission;
    }

    /// <summary>All features are in, the words are written, and the gate is open.</summary>
    public static MissionState Proven()
    {
        var mission = Planned();
        (mission.FeaturesDone, mission.Change) = (1, Change);
        mission.Docs = new DocsWritten(mission.CorrelationId, Change, "Add prices", Blob, Spending.None);
        mission.Tested = new CommitTested(mission.CorrelationId, mission.CorrelationId, 1, Change.Commit, [Seen("A1", false, "base")], [Seen("A1", true, Change.Commit), Seen(Evidence.NoRegressions, true, Change.Commit)]);
        return mission;
    }

    public static Evidence Seen(string assertion, bool passed, string commit) => new(assertion, passed, commit, "", 1.5, new TestCounts(3, passed ? 0 : 1, 0), Blob, "key", "");
}
