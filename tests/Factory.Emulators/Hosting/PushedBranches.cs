using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Factory.Emulators.Hosting;

/// <summary>Makes what git was pushed known to the emulator, which speaks no git: the branch, the head of its pull requests, and the webhook that tells of it.</summary>
internal sealed class PushedBranches(HttpClient client, BareRepository repository, CommitMap commits, SignedWebhooks hooks, string name) : IDisposable
{
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _one = new(1);

    public async Task Learn()
    {
        await _one.WaitAsync();
        try
        {
            foreach (var (branch, commit) in await repository.Branches())
            {
                if (_known.GetValueOrDefault(branch) != commit)
                    await Learn(branch, commit);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task Learn(string branch, string commit)
    {
        var token = new Dictionary<string, string> { ["Authorization"] = $"Bearer {GitHubHost.OwnerToken}" };
        var repos = $"/repos/{GitHubHost.Owner}/{name}";
        var main = await Emulated(HttpMethod.Get, $"{repos}/git/ref/heads/main", null, token);
        var tip = main.GetProperty("object").GetProperty("sha").GetString()!;
        if (_known.Count == 0 && branch == "main")
        {
            commits.Add(commit, tip);
            _known[branch] = commit;
            return;
        }

        var tree = (await Emulated(HttpMethod.Get, $"{repos}/git/commits/{tip}", null, token)).GetProperty("commit").GetProperty("tree").GetProperty("sha").GetString();
        var made = await Emulated(HttpMethod.Post, $"{repos}/git/commits", new { message = commit, tree, parents = new[] { tip } }, token);
        var madeUp = made.GetProperty("sha").GetString()!;
        commits.Add(commit, madeUp);
        var before = _known.GetValueOrDefault(branch);
        _known[branch] = commit;
        if (before is null && branch != "main")
            await Emulated(HttpMethod.Post, $"{repos}/git/refs", new { @ref = $"refs/heads/{branch}", sha = madeUp }, token);
        else
            await Emulated(HttpMethod.Patch, $"{repos}/git/refs/heads/{branch}", new { sha = madeUp, force = true }, token);
        if (before is not null)
            await MovePulls(branch, before, commit, token);
    }

    private async Task MovePulls(string branch, string before, string after, Dictionary<string, string> token)
    {
        foreach (var pull in (await Emulated(HttpMethod.Get, $"/repos/{GitHubHost.Owner}/{name}/pulls?state=open", null, token)).EnumerateArray())
        {
            var head = pull.GetProperty("head");
            if (head.GetProperty("ref").GetString() != branch)
                continue;
            var number = pull.GetProperty("number").GetInt64();
            commits.Show(head.GetProperty("sha").GetString()!, after);
            await repository.Point($"refs/pull/{number}/head", after);
            var shown = JsonNode.Parse(commits.Out(pull.GetRawText()))!;
            var its = shown["base"]!["repo"]!.DeepClone();
            await hooks.Send("pull_request", new JsonObject { ["action"] = "synchronize", ["number"] = number, ["before"] = before, ["after"] = after, ["pull_request"] = shown, ["repository"] = its, ["sender"] = new JsonObject { ["login"] = GitHubHost.Owner, ["type"] = "User" } });
        }
    }

    private async Task<JsonElement> Emulated(HttpMethod method, string path, object? body, Dictionary<string, string> headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (header, value) in headers)
            request.Headers.Add(header, value);
        if (body is not null)
            request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonDocument.Parse(text).RootElement.Clone() : throw new InvalidOperationException($"{method} {path}: {(int)response.StatusCode} {text}");
    }
}
