using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Factory.Emulators.Hosting;

/// <summary>Webhooks as GitHub sends them: signed, each with an id of its own.</summary>
internal sealed class SignedWebhooks
{
    private int _deliveries;

    /// <summary>Where they go; null for nowhere.</summary>
    public (Uri Address, string Secret)? To { get; set; }

    public async Task Send(string name, JsonNode payload)
    {
        if (To is not { } hook)
            return;
        var body = Encoding.UTF8.GetBytes(payload.ToJsonString());
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, hook.Address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("X-GitHub-Event", name);
        request.Headers.Add("X-GitHub-Delivery", new Guid(Interlocked.Increment(ref _deliveries), 7, 7, new byte[8]).ToString());
        request.Headers.Add("X-Hub-Signature-256", $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(hook.Secret), body))}");
        using var response = await client.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>What the emulator sends, with real commits in it, signed anew. It is answered at once: the emulator waits for the answer.</summary>
    public async Task Forward(HttpContext context, CommitMap commits)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = commits.Out(await reader.ReadToEndAsync());
        var name = context.Request.Headers["X-GitHub-Event"].ToString();
        _ = Task.Run(() => Send(name, JsonNode.Parse(body)!));
    }
}
