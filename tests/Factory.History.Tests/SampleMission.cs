using System.Text;
using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Contracts.History;
using Factory.Contracts.Missions;
using Factory.Contracts.Planning;
using Factory.Contracts.Runs;

namespace Factory.History.Tests;

/// <summary>A mission from its signal to its end, with one feature and one run, as the services would write it.</summary>
internal sealed class SampleMission(HistoryDatabase database, string team, Guid? id = null)
{
    public Guid Id { get; } = id ?? Guid.NewGuid();

    public Guid Signal => Ids.Derive(Id, "signal");

    public Guid Feature => Ids.Derive(Id, "feature");

    public Guid Run => Ids.Derive(Id, "run");

    public async Task Write(string title = "Sum is off by one")
    {
        await Begin(title);
        await Work();
        await End();
    }

    public async Task Begin(string title = "Sum is off by one")
    {
        var report = await Blob("the report");
        var repository = new RepositoryRef("/srv/repo", "main");
        await Append(Signal, "signal", new SignalReceived(Signal, team, "api", "key-1", title, await Blob("{\"raw\":1}"), report, repository, null, MissionLimits.Default));
        await Append(Signal, "signal", new SignalJudged(Signal, "accepted", "asks for a change", Id));
        await Append(Id, "mission", new MissionStarted(Id, team, Signal, title, report, repository, null, MissionLimits.Default));
        await Append(Id, "mission", new RepositoryReady(Id, "mirror", new string('a', 40)));
    }

    public async Task Work()
    {
        var (report, plan, tests) = (await Blob("the report"), await Blob("the plan"), new TestSettings("pytest", Given: false));
        await Append(Id, "mission", new PlanMade(Id, plan, [new PlannedFeature("Fix sum", [])], [new Assertion("A1", "sum works", ["test_sum"])], tests, new Spending(0.10m, 100, 1)));
        await Append(Id, "mission", new FeatureStarted(Id, Feature, "Fix sum", new string('a', 40)));
        await Append(Feature, "feature", new FeatureOpened(Id, Feature, team, "Fix sum", new string('a', 40)), new CodeRequested(Id, Feature, 1, null));
        await Append(Run, "droid_run", new RunStarted(Id, Run, team, "coder", await Blob("{}"), await Blob("the prompt"), report, new WorkspaceSpec("mirror", new string('a', 40), null, tests), new RunLimits(TimeSpan.FromMinutes(1), 5, 1)));
        await Append(Run, "droid_run", new WorkspaceReady(Run, Guid.Empty, 0.5, FromCheckpoint: false));
        await Append(Run, "droid_run", new TurnAnswered(Run, 1, "builtin/mechanic", await Blob("answer 1"), 2, new Spending(0.05m, 50, 1), 0.25));
        await Append(Run, "droid_run", new ToolsReturned(Run, 1, Guid.Empty, await Blob("results 1"), await Change(), null, 1.5));
        await Append(Run, "droid_run", new RunEnded(Id, Run, RunOutcome.TurnLimit, "enough", new Spending(0.05m, 50, 1)));
    }

    public async Task End()
    {
        var (change, spent) = (await Change(), new Spending(0.20m, 200, 2));
        await Append(Feature, "feature", new CodeReceived(Id, Feature, 1, change, await Blob("claims"), spent));
        await Append(Feature, "feature", new FeatureClosed(Id, Feature, Done: true, "proven"));
        await Append(Id, "mission", new FeatureFinished(Id, Feature, change, [], [await Evidence()], [], spent));
        await Append(Id, "mission", new GateDecided(Id, change.Commit, Opened: true, []), new BranchPublished(Id, "factory/x", change.Commit, "file:///srv/repo"));
        await Append(Id, "mission", new MissionConcluded(Id, MissionOutcome.Published, "it is proven", null, new Spending(0.35m, 350, 4)));
        await Append(Signal, "signal", new SignalAnswered(Signal, Id, MissionOutcome.Published, "it is proven"));
    }

    public Task<long> Append(Guid stream, string type, params object[] events) => database.Events.Append(new StreamAppend(stream, type, null, events));

    private async Task<Change> Change() => new(new string('a', 40), new string('b', 40), await Blob("a thin pack"));

    private async Task<Evidence> Evidence() => new("A1", Passed: true, new string('b', 40), "hash", 1.5, new TestCounts(3, 0, 0), await Blob("the log"), "tester", "signature");

    private Task<BlobRef> Blob(string text) => database.Blobs.Put(team, Encoding.UTF8.GetBytes($"{text} of {Id}"), "text/plain");
}
