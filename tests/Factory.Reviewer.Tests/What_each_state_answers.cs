using Factory.History;
using Factory.Reviewer.PullRequests;
using MassTransit;
using Npgsql;

namespace Factory.Reviewer.Tests;

/// <summary>Which events each state answers. All others change nothing there.</summary>
public sealed class What_each_state_answers : IDisposable
{
    private readonly NpgsqlDataSource _noDatabase = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1");

    [Theory]
    [InlineData("Initial", "Asked Ordered StopAsked")]
    [InlineData("Idle", "Applied Asked Ordered Refused StopAsked")]
    [InlineData("Fetching", "Applied Asked CancelAsked Checked Fetched NotFetched Ordered Refused StopAsked")]
    [InlineData("Reading", "Applied Asked CancelAsked Checked NotRead Ordered Read Refused StopAsked")]
    [InlineData("Reviewing", "Applied Asked CancelAsked Checked NotReviewed Ordered Refused Reviewed StopAsked")]
    [InlineData("Posting", "Applied Asked CancelAsked Checked Ordered Refused StopAsked")]
    [InlineData("Stopping", "Applied Asked CancelAsked Checked NotReviewed Ordered Refused Reviewed StopAsked")]
    public void Of_a_pull_request(string state, string events) => Assert.Equal(events, Answered(state));

    public void Dispose() => _noDatabase.Dispose();

    private string Answered(string state)
    {
        var machine = new PullRequestStateMachine(
            new RoundSteps(TimeProvider.System), new RoundPosting(TimeProvider.System), new ReviewSteering(new EventStore(_noDatabase, EventTypes.Product, TimeProvider.System, []), TimeProvider.System), new ReviewOrders());
        return string.Join(' ', machine.NextEvents(machine.GetState(state)).Select(answered => answered.Name).Where(name => !name.Contains('.', StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }
}
