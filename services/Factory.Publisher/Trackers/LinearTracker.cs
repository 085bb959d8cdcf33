using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Factory.History;
using Factory.Publisher.Outputs;

namespace Factory.Publisher.Trackers;

/// <summary>Linear by GraphQL, see linear.app/developers/graphql.</summary>
internal sealed class LinearTracker(TrackerHttp http) : ITracker
{
    private const string FindQuery = """
        query($id: String!) {
          viewer { id }
          issue(id: $id) { id url state { name type } comments(last: 100) { nodes { id body user { id } } } }
        }
        """;

    private const string StatesQuery = "query($id: String!) { issue(id: $id) { team { states(first: 100) { nodes { id name } } } } }";
    private const string CreateQuery = "mutation($issue: String!, $body: String!) { commentCreate(input: { issueId: $issue, body: $body }) { success comment { id } } }";
    private const string EditQuery = "mutation($id: String!, $body: String!) { commentUpdate(id: $id, input: { body: $body }) { success } }";
    private const string MoveQuery = "mutation($id: String!, $state: String!) { issueUpdate(id: $id, input: { stateId: $state }) { success } }";

    public TrackerSort Sort => TrackerSort.Linear;

    public async Task<Ticket> Find(TrackerSettings tracker, string key, string mark, CancellationToken ct)
    {
        var data = await Ask(tracker, FindQuery, new { id = key }, ct);
        var issue = data.At("issue");
        if (issue.Text("id") is not { } id)
            throw new OutputNotAllowed($"The tracker {tracker.Name} has no issue {OneLine.Of(key)}, or the token may not see it.");
        var own = issue.Items("comments", "nodes")
            .Where(comment => comment.Text("user", "id") == data.Text("viewer", "id") && comment.Text("body")?.Contains(mark, StringComparison.Ordinal) is true)
            .Select(comment => comment.Text("id")).FirstOrDefault();
        return new Ticket(id, issue.Text("state", "name") ?? "", issue.Text("state", "type") is "completed" or "canceled" or "cancelled", own, issue.Text("url"));
    }

    public async Task<string> Comment(TrackerSettings tracker, Ticket ticket, string markdown, CancellationToken ct) =>
        (await Ask(tracker, CreateQuery, new { issue = ticket.Id, body = markdown }, ct)).Text("commentCreate", "comment", "id")
        ?? throw new HttpRequestException($"The tracker {tracker.Name} does not say which comment it made.");

    public Task Edit(TrackerSettings tracker, Ticket ticket, string commentId, string markdown, CancellationToken ct) => Ask(tracker, EditQuery, new { id = commentId, body = markdown }, ct);

    public async Task Move(TrackerSettings tracker, Ticket ticket, string state, CancellationToken ct)
    {
        var states = (await Ask(tracker, StatesQuery, new { id = ticket.Id }, ct)).Items("issue", "team", "states", "nodes").ToList();
        var id = states.Where(one => string.Equals(one.Text("name"), state, StringComparison.OrdinalIgnoreCase)).Select(one => one.Text("id")).FirstOrDefault()
            ?? throw new OutputNotAllowed($"The issue's team in {tracker.Name} has no state {state}. It has {OneLine.Of(string.Join(", ", states.Select(one => one.Text("name"))))}: correct states in factory.publisher.yaml.");
        await Ask(tracker, MoveQuery, new { id = ticket.Id, state = id }, ct);
    }

    private async Task<JsonElement> Ask(TrackerSettings tracker, string query, object variables, CancellationToken ct)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, tracker.Api) { Content = JsonContent.Create(new { query, variables }) };
        var token = TrackerHttp.Reveal(tracker);

        // Personal keys go alone, tokens of applications as bearers.
        request.Headers.TryAddWithoutValidation("Authorization", token.StartsWith("lin_api_", StringComparison.Ordinal) ? token : $"Bearer {token}");
        var (status, body) = await http.Send(tracker, request, ct);
        if (status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            throw new OutputNotAllowed($"The tracker {tracker.Name} does not accept the token: make a new one, and replace it.");
        var errors = body.Items("errors").ToList();
        if (errors.Any(error => error.Text("extensions", "code") == "RATELIMITED"))
            throw http.Later(tracker, null);
        if (errors.Count > 0)
            throw new OutputNotAllowed($"The tracker {tracker.Name} refuses: {OneLine.Of(errors[0].Text("message") ?? "it does not say why")}");
        return status == HttpStatusCode.OK ? body.At("data") : throw new OutputNotAllowed($"The tracker {tracker.Name} refuses with status {(int)status}.");
    }
}
