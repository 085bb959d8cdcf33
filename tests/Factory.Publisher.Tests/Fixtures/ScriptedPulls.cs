using System.Text.Json.Nodes;
using Factory.Publisher.Tests.Fixtures;
using Microsoft.AspNetCore.Http;

namespace Factory.Publisher.Tests.Fixtures;

/// <summary>The pull request 7 of a scripted forge.</summary>
internal static class ScriptedPulls
{
    public const string Commit = "1111111111111111111111111111111111111111";

    public static async Task Answer(HttpContext context, int status, string method, string template)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync((await ScriptedForge.Example(method, template, method == "get" ? 200 : status)).ToJsonString());
    }

    public static async Task Pull(ScriptedForge forge, string author, string head = Commit)
    {
        var pull = await ScriptedForge.Example("get", "/repos/{owner}/{repo}/pulls/{pull_number}", 200, pull =>
        {
            (pull["number"], pull["user"]!["login"], pull["merged"]) = (7, author, false);
            (pull["head"]!["sha"], pull["head"]!["ref"]) = (head, "factory/x");
            (pull["head"]!["repo"]!["full_name"], pull["base"]!["repo"]!["full_name"]) = ("acme/shop", "acme/shop");
        });
        forge.On("GET", "/repos/acme/shop/pulls/7$", (_, _) => Task.FromResult(pull.DeepClone()));
        forge.On("GET", "/repos/acme/shop/pulls/7/reviews$", (_, _) => Task.FromResult<JsonNode>(new JsonArray()));
        forge.On("GET", "/repos/acme/shop/pulls/7/comments$", (_, _) => Task.FromResult<JsonNode>(new JsonArray()));
        forge.On("GET", "/repos/acme/shop/pulls/7/files$", async (_, _) =>
        {
            var files = await ScriptedForge.Example("get", "/repos/{owner}/{repo}/pulls/{pull_number}/files", 200);
            (files[0]!["filename"], files[0]!["patch"]) = ("src/cart.py", "@@ -8,3 +10,4 @@ def total():\n a\n+b\n+c\n d");
            return files;
        });
    }
}
