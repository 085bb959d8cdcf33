using Factory.Droids.Evidencing;
using Factory.Planner.Features;
using Factory.History;
using Factory.Planner.Missions;
using Factory.Planner.PullRequests;
using Factory.Planner.Telling;
using Factory.ServiceDefaults;
using MassTransit;
using Npgsql;

namespace Factory.Planner.Tests;

/// <summary>One table a machine: which events each state answers. All others change nothing there.</summary>
public sealed class What_each_state_answers : IDisposable
{
    private readonly NpgsqlDataSource _noDatabase = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1");

    [Theory]
    [InlineData("Initial", "Asked")]
    [InlineData("Fetching", "Applied Asked CancelAsked Checked Fetched LimitAsked News PauseAsked Refused ResumeAsked SaidTo Unusable Waits WaitsNoLonger")]
    [InlineData("Researching", "Answered Applied Asked CancelAsked Checked LimitAsked News NotAnswered PauseAsked Refused ResumeAsked SaidTo Waits WaitsNoLonger")]
    [InlineData("Planning", "Applied Asked CancelAsked Checked LimitAsked News NotPlanned PauseAsked Planned Refused ResumeAsked SaidTo Waits WaitsNoLonger")]
    [InlineData("Reproducing", "Applied Asked CancelAsked Checked LimitAsked News NotReproduced PauseAsked Refused Reproduced ResumeAsked SaidTo Waits WaitsNoLonger")]
    [InlineData("Building", "Applied Asked CancelAsked Checked FeatureIn FeatureOut LimitAsked News PauseAsked Refused ResumeAsked SaidTo Waits WaitsNoLonger")]
    [InlineData("Documenting", "Applied Asked CancelAsked Checked Documented LimitAsked News NotDocumented PauseAsked Refused ResumeAsked SaidTo Waits WaitsNoLonger")]
    [InlineData("Verifying", "Applied Asked CancelAsked Checked LimitAsked News NotTested PauseAsked Refused ResumeAsked SaidTo Tested Waits WaitsNoLonger")]
    [InlineData("Publishing", "Applied Asked CancelAsked Checked LimitAsked News NotPublished PauseAsked Published Refused ResumeAsked SaidTo Waits WaitsNoLonger")]
    [InlineData("InReview", "Applied Asked CancelAsked Checked LimitAsked News PauseAsked Refused ResumeAsked SaidTo Waits WaitsNoLonger")]
    [InlineData("Paused", "Applied Asked CancelAsked LimitAsked News PauseAsked Refused ResumeAsked SaidTo Waits WaitsNoLonger")]
    [InlineData("Stopping", "Answered Applied Asked CancelAsked Checked Documented FeatureIn FeatureOut LimitAsked News NotAnswered NotDocumented NotPlanned NotReproduced PauseAsked Planned Refused Reproduced ResumeAsked SaidTo")]
    [InlineData("Ended", "Applied Asked News Refused")]
    public void Of_a_mission(string state, string events) => Assert.Equal(events, Answered(Mission(), state));

    [Theory]
    [InlineData("Initial", "Asked CancelAsked LimitAsked PauseAsked ResumeAsked SaidTo")]
    [InlineData("Expected", "Asked CancelAsked LimitAsked PauseAsked ResumeAsked SaidTo")]
    [InlineData("Coding", "CancelAsked Checked LimitAsked NotWritten PauseAsked ResumeAsked SaidTo Written")]
    [InlineData("Testing", "CancelAsked Checked LimitAsked NotTested PauseAsked ResumeAsked SaidTo Tested")]
    [InlineData("Reviewing", "CancelAsked Checked LimitAsked NotReviewed PauseAsked ResumeAsked Reviewed SaidTo")]
    [InlineData("Paused", "CancelAsked LimitAsked PauseAsked ResumeAsked SaidTo")]
    [InlineData("Stopping", "Checked NotReviewed NotWritten Reviewed Written")]
    [InlineData("Ended", "Asked")]
    public void Of_a_feature(string state, string events) => Assert.Equal(events, Answered(new FeatureStateMachine(new FeatureSteps(new EvidenceVerifier(_noDatabase), TimeProvider.System), new FeatureSteering()), state));

    private MissionStateMachine Mission()
    {
        var (blobs, link, life) = (new BlobStore(_noDatabase, TimeProvider.System), new MissionLink(null), new PullRequestLife(PullRequestRules.Default, TimeProvider.System));
        return new MissionStateMachine(
            new MissionSteps(new EvidenceVerifier(_noDatabase), life, blobs, link, TimeProvider.System), new MissionSteering(TimeProvider.System), new MissionResearch(TimeProvider.System), new OriginTeller(blobs, link), life,
            new Reworking(PullRequestRules.Default, blobs, TimeProvider.System));
    }

    public void Dispose() => _noDatabase.Dispose();

    private static string Answered(StateMachine machine, string state) =>
        string.Join(' ', machine.NextEvents(machine.GetState(state)).Select(answered => answered.Name).Where(name => !name.Contains('.', StringComparison.Ordinal)).Order(StringComparer.Ordinal));
}
