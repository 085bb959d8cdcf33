using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Factory.History;
using Factory.Publisher.Outputs;

namespace Factory.Publisher.Trackers;

/// <summary>Jira by its REST API: version 3 (Cloud) takes documents, version 2 (Data Center) plain text.</summary>
internal sealed partial class JiraTracker(TrackerHttp http) : ITracker
{
    private const int MostComments = 100;

    public TrackerSort Sort => TrackerSort.Jira;

    public async Task<Ticket> Find(TrackerSettings tracker, string key, string mark, CancellationToken ct)
    {
        if (!Key().IsMatch(key))
            throw new OutputNotAllowed($"{OneLine.Of(key)} is no key of an issue in Jira, such as SHOP-12.");
        var issue = await Ask(tracker, HttpMethod.Get, $"issue/{key}?fields=status", null, ct);
        var self = await Ask(tracker, HttpMethod.Get, "myself", null, ct);
        var comments = await Ask(tracker, HttpMethod.Get, $"issue/{key}/comment?orderBy=-created&maxResults={MostComments}", null, ct);
        var own = comments.Items("comments")
            .Where(comment => IsOf(comment.At("author"), self) && Words(comment.At("body")).Contains(mark, StringComparison.Ordinal))
            .Select(comment => comment.Text("id")).FirstOrDefault();
        var status = issue.At("fields", "status");
        return new Ticket(key, status.Text("name") ?? "", status.Text("statusCategory", "key") == "done", own, $"{Site(tracker)}/browse/{key}");
    }

    public async Task<string> Comment(TrackerSettings tracker, Ticket ticket, string markdown, CancellationToken ct) =>
        (await Ask(tracker, HttpMethod.Post, $"issue/{ticket.Id}/comment", Body(tracker, markdown), ct)).Text("id")
        ?? throw new HttpRequestException($"The tracker {tracker.Name} does not say which comment it made.");

    public Task Edit(TrackerSettings tracker, Ticket ticket, string commentId, string markdown, CancellationToken ct) =>
        Ask(tracker, HttpMethod.Put, $"issue/{ticket.Id}/comment/{Uri.EscapeDataString(commentId)}", Body(tracker, markdown), ct);

    public async Task Move(TrackerSettings tracker, Ticket ticket, string state, CancellationToken ct)
    {
        var ways = (await Ask(tracker, HttpMethod.Get, $"issue/{ticket.Id}/transitions", null, ct)).Items("transitions").ToList();
        var way = ways.Where(one => string.Equals(one.Text("to", "name"), state, StringComparison.OrdinalIgnoreCase)).Select(one => one.Text("id")).FirstOrDefault()
            ?? throw new OutputNotAllowed($"In {tracker.Name} nothing leads {ticket.Id} from {OneLine.Of(ticket.State)} to {state}, but to {OneLine.Of(string.Join(", ", ways.Select(one => one.Text("to", "name"))))}: correct states in factory.publisher.yaml, or the workflow.");
        await Ask(tracker, HttpMethod.Post, $"issue/{ticket.Id}/transitions", new JsonObject { ["transition"] = new JsonObject { ["id"] = way } }, ct);
    }

    private static JsonObject Body(TrackerSettings tracker, string markdown) =>
        new() { ["body"] = tracker.Version == 3 ? JiraDocument.Of(markdown) : JsonValue.Create(JiraText.Of(markdown)) };

    private async Task<JsonElement> Ask(TrackerSettings tracker, HttpMethod method, string path, JsonObject? body, CancellationToken ct)
    {
        var request = new HttpRequestMessage(method, $"{Site(tracker)}/rest/api/{tracker.Version}/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        var token = TrackerHttp.Reveal(tracker);
        request.Headers.Authorization = tracker.User is { } user
            ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{token}")))
            : new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        var (status, answer) = await http.Send(tracker, request, ct);
        return status < HttpStatusCode.BadRequest ? answer : throw new OutputNotAllowed(Refusal(tracker, status, answer));
    }

    private static string Refusal(TrackerSettings tracker, HttpStatusCode status, JsonElement answer) => status switch
    {
        HttpStatusCode.Unauthorized => $"The tracker {tracker.Name} does not accept the token: make a new one, and replace it.",
        HttpStatusCode.Forbidden => $"The account in {tracker.Name} may not do this: give it the rights to browse, comment and move issues of the project.",
        HttpStatusCode.NotFound => $"The tracker {tracker.Name} has no such issue or comment, or the account may not see it.",
        _ => $"The tracker {tracker.Name} refuses with status {(int)status}: {OneLine.Of(answer.Items("errorMessages").Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()).FirstOrDefault() ?? "it does not say why")}",
    };

    private static bool IsOf(JsonElement author, JsonElement self) =>
        (author.Text("accountId") is { } account && account == self.Text("accountId")) || (author.Text("name") is { } name && name == self.Text("name"));

    /// <summary>A plain text, or all the text of a document.</summary>
    private static string Words(JsonElement body) => body.ValueKind == JsonValueKind.String ? body.GetString()! : body.ValueKind == JsonValueKind.Object ? body.GetRawText() : "";

    private static string Site(TrackerSettings tracker) => tracker.Api.AbsoluteUri.TrimEnd('/');

    [GeneratedRegex(@"\A(?:[A-Z][A-Z0-9_]{0,49}-[0-9]{1,12}|[0-9]{1,18})\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Key();
}
