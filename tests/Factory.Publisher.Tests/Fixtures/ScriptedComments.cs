using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Factory.Publisher.Tests.Fixtures;

/// <summary>Comments on issue 4 of a scripted forge, kept as a forge keeps them.</summary>
internal sealed partial class ScriptedComments
{
    private const string Described = "/repos/{owner}/{repo}/issues/{issue_number}/comments";
    private long _last = 100;

    private ScriptedComments()
    {
    }

    public ConcurrentDictionary<long, string> Bodies { get; } = new();

    public static ScriptedComments On(ScriptedForge forge, string login = ScriptedForge.Login)
    {
        var comments = new ScriptedComments();
        forge.On("GET", "/repos/acme/shop/issues/4/comments$", async (_, _) =>
        {
            var list = new JsonArray();
            foreach (var id in comments.Bodies.Keys.Order())
                list.Add(await comments.Shown(id, login));
            return list;
        });
        forge.On("POST", "/repos/acme/shop/issues/4/comments$", (_, asked) => comments.Shown(comments.Add((string)asked.Body!["body"]!), login));
        forge.On("PATCH", "/repos/acme/shop/issues/comments/", (_, asked) =>
        {
            var id = long.Parse(Number().Match(asked.Path).Value, CultureInfo.InvariantCulture);
            comments.Bodies[id] = (string)asked.Body!["body"]!;
            return comments.Shown(id, login);
        });
        return comments;
    }

    public long Add(string body)
    {
        var id = Interlocked.Increment(ref _last);
        Bodies[id] = body;
        return id;
    }

    public Task<JsonNode> Shown(long id, string login) => ScriptedForge.Example("post", Described, 201, comment =>
    {
        (comment["id"], comment["body"], comment["html_url"]) = (id, Bodies[id], $"https://forge.example/c/{id}");
        comment["user"]!["login"] = login;
    });

    [GeneratedRegex("[0-9]+$", RegexOptions.None, 1000)]
    private static partial Regex Number();
}
