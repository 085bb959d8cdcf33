using Factory.Droids.Evidencing;
using Factory.Planner.Features;
using Factory.Planner.Missions;
using MassTransit;
using Npgsql;

namespace Factory.Planner.Tests;

/// <summary>One table a machine: which events each state answers. All others change nothing there.</summary>
public sealed class What_each_state_answers : IDisposable
{
    private readonly NpgsqlDataSource _noDatabase = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1");

    [Theory]
    [InlineData("Initial", "Asked")]
    [InlineData("Fetching", "Asked CancelAsked Checked Fetched PauseAsked ResumeAsked Unusable")]
    [InlineData("Planning", "Asked CancelAsked Checked NotPlanned PauseAsked Planned ResumeAsked")]
    [InlineData("Reproducing", "Asked CancelAsked Checked NotReproduced PauseAsked Reproduced ResumeAsked")]
    [InlineData("Building", "Asked CancelAsked Checked FeatureIn FeatureOut PauseAsked ResumeAsked")]
    [InlineData("Documenting", "Asked CancelAsked Checked Documented NotDocumented PauseAsked ResumeAsked")]
    [InlineData("Verifying", "Asked CancelAsked Checked NotTested PauseAsked ResumeAsked Tested")]
    [InlineData("Publishing", "Asked CancelAsked Checked NotPublished PauseAsked Published ResumeAsked")]
    [InlineData("Paused", "Asked CancelAsked PauseAsked ResumeAsked")]
    [InlineData("Stopping", "Asked Checked Documented FeatureIn FeatureOut NotDocumented NotPlanned NotReproduced Planned Reproduced")]
    [InlineData("Ended", "Asked")]
    public void Of_a_mission(string state, string events) => Assert.Equal(events, Answered(new MissionStateMachine(new MissionSteps(new EvidenceVerifier(_noDatabase), TimeProvider.System), new MissionSteering(TimeProvider.System)), state));

    [Theory]
    [InlineData("Initial", "Asked CancelAsked PauseAsked ResumeAsked")]
    [InlineData("Expected", "Asked CancelAsked PauseAsked ResumeAsked")]
    [InlineData("Coding", "CancelAsked Checked NotWritten PauseAsked ResumeAsked Written")]
    [InlineData("Testing", "CancelAsked Checked NotTested PauseAsked ResumeAsked Tested")]
    [InlineData("Reviewing", "CancelAsked Checked NotReviewed PauseAsked ResumeAsked Reviewed")]
    [InlineData("Paused", "CancelAsked PauseAsked ResumeAsked")]
    [InlineData("Stopping", "Checked NotReviewed NotWritten Reviewed Written")]
    [InlineData("Ended", "Asked")]
    public void Of_a_feature(string state, string events) => Assert.Equal(events, Answered(new FeatureStateMachine(new FeatureSteps(new EvidenceVerifier(_noDatabase), TimeProvider.System)), state));

    public void Dispose() => _noDatabase.Dispose();

    private static string Answered(StateMachine machine, string state) =>
        string.Join(' ', machine.NextEvents(machine.GetState(state)).Select(answered => answered.Name).Where(name => !name.Contains('.', StringComparison.Ordinal)).Order(StringComparer.Ordinal));
}
