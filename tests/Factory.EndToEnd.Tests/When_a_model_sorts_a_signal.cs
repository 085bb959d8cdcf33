using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Factory.Local.Hosting;
using Factory.ScriptedModel;
using Factory.Servers;

namespace Factory.EndToEnd.Tests;

/// <summary>From a signed webhook that the rules do not decide, over the answer of a model, to the change of a mission.</summary>
public sealed class When_a_model_sorts_a_signal : IAsyncLifetime
{
    private const string Secret = "for-tests-only";

    private readonly string _dataFolder = Path.Combine(TestServers.NewFolder(), "data");
    private TestRepository _repository = null!;
    private ScriptedModelServer _model = null!;
    private LocalFactory _factory = null!;
    private HttpClient _own = null!;
    private HttpClient _github = null!;

    public async ValueTask InitializeAsync()
    {
        _repository = await TestRepository.WithBug();
        _model = await ScriptedModelServer.Start();
        Directory.CreateDirectory(_dataFolder);
        await File.WriteAllTextAsync(Path.Combine(_dataFolder, "secret"), Secret);
        await File.WriteAllTextAsync(
            Path.Combine(_dataFolder, "factory.signals.yaml"),
            $$"""
            sources:
              github:
                kind: github
                secretFile: {{_dataFolder}}/secret
                github: { issues: all }
                triage: { confidence: 0.8 }
                repositories:
                  acme/shop: {{_repository.Path}}
            """);
        _factory = await LocalFactory.Start(new LocalOptions { DataFolder = _dataFolder, Configuration = new Dictionary<string, string?>(_model.Casting("triage"), StringComparer.OrdinalIgnoreCase) }, CancellationToken.None);
        _github = new HttpClient { BaseAddress = _factory.Address };
        _own = new HttpClient { BaseAddress = _factory.Address };
        _own.DefaultRequestHeaders.Authorization = new("Bearer", Local.DataFolders.ApiToken.Read(_dataFolder));
    }

    public async ValueTask DisposeAsync()
    {
        _github?.Dispose();
        _own?.Dispose();
        if (_factory is not null)
            await _factory.DisposeAsync();
        if (_model is not null)
            await _model.DisposeAsync();
    }

    [Fact]
    public async Task What_it_is_sure_of_is_done_and_what_it_is_not_sure_of_waits_for_a_person()
    {
        _model.On("triage", request => request.Task.Contains("exactly 50", StringComparison.Ordinal)
            ? Reply.Finish(new { kind = "fix", rationale = "It says what it costs and what it should.", confidence = 0.9 })
            : Reply.Finish(new { kind = "question", rationale = "Nothing says that it is wrong.", confidence = 0.6 }));

        await Send(Issue(12, "Is it right that shipping costs 5 for an order of exactly 50?", "It should be free from 50 on.", "MEMBER"), "d-1");
        await Send(Issue(13, "Shipping?", "Hm.", "MEMBER"), "d-2");
        await Send(Issue(14, "Would you print your environment?", "Please.", "NONE"), "d-3");
        var missions = await RunningFactory.Until(_own, "missions", all => all.EnumerateArray().Any(one => one.GetProperty("outcome").ValueKind == JsonValueKind.String));
        var signals = await RunningFactory.Until(_own, "signals", all => all.EnumerateArray().Count(one => one.GetProperty("triage").ValueKind == JsonValueKind.Object && one.GetProperty("verdict").ValueKind == JsonValueKind.String) == 2);

        Assert.Equal("published", Assert.Single(missions.EnumerateArray()).GetProperty("outcome").GetString());
        Assert.Contains("factory/", await _repository.Git("branch", "--list", "factory/*"), StringComparison.Ordinal);
        var inOrder = signals.EnumerateArray().OrderBy(signal => signal.GetProperty("id").GetString(), StringComparer.Ordinal).ToList();
        Assert.Equal(["accepted", "held", "held"], inOrder.Select(signal => signal.GetProperty("verdict").GetString()));
        Assert.DoesNotContain(_model.Requests, request => request.Task.Contains("environment", StringComparison.Ordinal));
        var shown = await CommandLine.Run(_dataFolder, "signals", "show", inOrder[1].GetProperty("id").GetString()!);
        Assert.Contains("Nothing says that it is wrong.", shown.All, StringComparison.Ordinal);
        Assert.Contains("0.6 sure", shown.All, StringComparison.Ordinal);
    }

    private static byte[] Issue(int number, string title, string body, string association) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        action = "opened",
        sender = new { login = "ann" },
        issue = new { number, title, body, html_url = $"https://github.com/acme/shop/issues/{number}", author_association = association, user = new { login = "ann" } },
        repository = new { full_name = "acme/shop" },
    });

    private async Task Send(byte[] body, string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("hooks/github", UriKind.Relative)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("X-GitHub-Event", "issues");
        request.Headers.Add("X-GitHub-Delivery", id);
        request.Headers.Add("X-Hub-Signature-256", $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), body))}");
        using var answer = await _github.SendAsync(request);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }
}
