using System.Text.Json.Nodes;
using Factory.Publisher.Tests.Fixtures;
using Microsoft.AspNetCore.Http;

namespace Factory.Publisher.Tests.Trackers;

/// <summary>One issue, SHOP-12, in the shapes that Jira's documentation shows.</summary>
internal sealed class ScriptedJira : IAsyncDisposable
{
    private static readonly string[] Ways = ["In Progress", "In Review", "Done"];

    private readonly List<(string Author, JsonNode Body)> _comments = [];
    private ScriptedServer _server = null!;

    public Uri Address => _server.Address;

    public string State { get; set; } = "To Do";

    public string? Authorization { get; private set; }

    public int? Status { get; set; }

    public IReadOnlyList<JsonNode> Comments => [.. _comments.Select(comment => comment.Body)];

    public static async Task<ScriptedJira> Start()
    {
        var jira = new ScriptedJira();
        jira._server = await ScriptedServer.Start(jira.Answer);
        return jira;
    }

    public void Say(string author, JsonNode body) => _comments.Add((author, body));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task Answer(HttpContext context)
    {
        Authorization = context.Request.Headers.Authorization;
        if (Status is { } status)
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = "90";
            await context.Response.WriteAsync("{\"errorMessages\":[\"It is so.\"]}");
            return;
        }

        var parts = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries)[3..];
        var body = context.Request.ContentLength > 0 || context.Request.Headers.TransferEncoding.Count > 0 ? await JsonNode.ParseAsync(context.Request.Body) : null;
        JsonNode? answer = (context.Request.Method, parts) switch
        {
            ("GET", ["myself"]) => new JsonObject { ["accountId"] = "factory" },
            ("GET", ["issue", "SHOP-12"]) => new JsonObject { ["key"] = "SHOP-12", ["fields"] = new JsonObject { ["status"] = new JsonObject { ["name"] = State, ["statusCategory"] = new JsonObject { ["key"] = State == "Done" ? "done" : "new" } } } },
            ("GET", ["issue", "SHOP-12", "comment"]) => new JsonObject { ["comments"] = new JsonArray([.. _comments.Select((comment, id) => Shown(id))]) },
            ("POST", ["issue", "SHOP-12", "comment"]) => Add(body!),
            ("PUT", ["issue", "SHOP-12", "comment", var id]) => Edit(int.Parse(id, System.Globalization.CultureInfo.InvariantCulture), body!),
            ("GET", ["issue", "SHOP-12", "transitions"]) => new JsonObject { ["transitions"] = new JsonArray([.. Ways.Select((name, id) => (JsonNode)new JsonObject { ["id"] = $"{id}", ["to"] = new JsonObject { ["name"] = name } })]) },
            ("POST", ["issue", "SHOP-12", "transitions"]) => Move(body!),
            _ => null,
        };
        context.Response.StatusCode = answer is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        await context.Response.WriteAsync(answer?.ToJsonString() ?? "");
    }

    private JsonObject Shown(int id) => new() { ["id"] = $"{id}", ["author"] = new JsonObject { ["accountId"] = _comments[id].Author }, ["body"] = _comments[id].Body.DeepClone() };

    private JsonObject Add(JsonNode body)
    {
        _comments.Add(("factory", body["body"]!.DeepClone()));
        return Shown(_comments.Count - 1);
    }

    private JsonObject Edit(int id, JsonNode body)
    {
        _comments[id] = (_comments[id].Author, body["body"]!.DeepClone());
        return Shown(id);
    }

    private JsonObject Move(JsonNode body)
    {
        State = Ways[int.Parse(body["transition"]!["id"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture)];
        return [];
    }
}
