using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Factory.EndToEnd.Tests.Connections;

/// <summary>What Slack answers about an app. It says what a token may do in a header, which the emulators do not.</summary>
internal sealed class ScriptedSlack : IAsyncDisposable
{
    public const string BotToken = "xoxb-of-the-tests";
    public const string AppToken = "xapp-of-the-tests";

    private static readonly string[] Members = ["U0ANN", "U0BOB"];

    private readonly WebApplication _web;

    private ScriptedSlack(WebApplication web) => _web = web;

    public Uri Api => new(new Uri(_web.Urls.First()), "api");

    /// <summary>What the bot may do.</summary>
    public List<string> Scopes { get; } = ["app_mentions:read", "channels:history", "groups:history", "channels:read", "groups:read", "users:read", "usergroups:read", "im:history", "chat:write", "commands", "files:write", "reactions:write"];

    /// <summary>Channels that the bot is in.</summary>
    public HashSet<string> Channels { get; } = new(StringComparer.Ordinal) { "C0456EFGH" };

    public static async Task<ScriptedSlack> Start()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        var web = builder.Build();
        var slack = new ScriptedSlack(web);
        web.Run(slack.Answer);
        await web.StartAsync();
        return slack;
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private async Task Answer(HttpContext context)
    {
        var token = context.Request.Headers.Authorization.ToString();
        var form = await context.Request.ReadFormAsync();
        context.Response.Headers["x-oauth-scopes"] = string.Join(',', Scopes);
        await context.Response.WriteAsJsonAsync<object>((context.Request.Path.Value, token) switch
        {
            ("/api/apps.connections.open", $"Bearer {AppToken}") => new { ok = true, url = "wss://slack.example.com/link" },
            (_, not $"Bearer {BotToken}") => new { ok = false, error = "invalid_auth" },
            ("/api/auth.test", _) => new { ok = true, user = "factory", team = "Acme", team_id = "T0123ABCD" },
            ("/api/usergroups.users.list", _) when form["usergroup"] == "S0TEAM" => new { ok = true, users = Members },
            ("/api/usergroups.users.list", _) => new { ok = false, error = "no_such_subteam" },
            ("/api/conversations.info", _) when form["channel"] == "C0000GONE" => new { ok = false, error = "channel_not_found" },
            ("/api/conversations.info", _) => new { ok = true, channel = new { id = form["channel"].ToString(), is_member = Channels.Contains(form["channel"].ToString()) } },
            _ => new { ok = false, error = "unknown_method" },
        });
    }
}
