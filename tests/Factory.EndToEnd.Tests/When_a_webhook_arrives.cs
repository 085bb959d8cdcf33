using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Factory.Local.Hosting;
using Factory.Servers;

namespace Factory.EndToEnd.Tests;

public sealed class When_a_webhook_arrives : IAsyncLifetime
{
    private const string Secret = "for-tests-only";

    private readonly string _dataFolder = Path.Combine(TestServers.NewFolder(), "data");
    private TestRepository _repository = null!;
    private LocalFactory _factory = null!;
    private HttpClient _own = null!;
    private HttpClient _github = null!;

    public async ValueTask InitializeAsync()
    {
        _repository = await TestRepository.WithBug();
        Directory.CreateDirectory(_dataFolder);
        await File.WriteAllTextAsync(Path.Combine(_dataFolder, "secret"), Secret);
        await File.WriteAllTextAsync(
            Path.Combine(_dataFolder, "factory.signals.yaml"),
            $"""
            sources:
              github:
                kind: github
                missionsPerHour: 2
                alike: 0
                secretFile: {Path.Combine(_dataFolder, "secret")}
                repositories:
                  acme/shop: {_repository.Path}
              alerts:
                kind: webhook
                secretFile: {Path.Combine(_dataFolder, "secret")}
                webhook:
                  header: X-Proof
                  scheme: token
                  title: title
                  key: key
                  repository: repository
                repositories:
                  shop: {_repository.Path}
            """);
        _factory = await LocalFactory.Start(new LocalOptions { DataFolder = _dataFolder }, CancellationToken.None);
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
    }

    [Fact]
    public async Task A_labelled_issue_becomes_a_branch_that_mends_it_and_sent_again_it_does_not_become_two()
    {
        var issue = Issue("labeled", 12, "NONE", "bob");
        using var first = await Send(issue, "d-1");
        using var again = await Send(issue, "d-1");
        using var replayed = await Send(issue, "d-2");
        using var opened = await Send(Issue("reopened", 12, "MEMBER", "ann"), "d-3");

        var signals = await Judged(3);
        var mission = await RunningFactory.Until(_own, "missions", missions => missions.EnumerateArray().Any(one => one.GetProperty("outcome").ValueKind == JsonValueKind.String));

        Assert.Equal([HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.Accepted], new[] { first, again, replayed, opened }.Select(answer => answer.StatusCode));
        // They are judged at once: whichever is first is the one, and what is said of it is the same.
        Assert.Equal(["accepted", "duplicate", "duplicate"], signals.Select(signal => signal.GetProperty("verdict").GetString()).Order(StringComparer.Ordinal));
        Assert.Equal("published", Assert.Single(mission.EnumerateArray()).GetProperty("outcome").GetString());
        Assert.Contains("factory/", await _repository.Git("branch", "--list", "factory/*"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_asks_too_often_is_held()
    {
        for (var number = 1; number <= 4; number++)
        {
            using var answer = await Send(Issue("labeled", 20 + number, "MEMBER", "bob"), $"d-{number}");
        }

        var verdicts = (await Judged(4)).Select(signal => signal.GetProperty("verdict").GetString()).Order(StringComparer.Ordinal);

        Assert.Equal(["accepted", "accepted", "held", "held"], verdicts);
    }

    [Fact]
    public async Task What_is_not_authentic_is_refused_and_nothing_is_stored()
    {
        var body = Issue("labeled", 13, "OWNER", "bob");
        using var unsigned = await Send(body, "d-1", signature: null);
        using var wrong = await Send(body, "d-1", signature: "sha256=" + new string('0', 64));
        using var unknown = await Send(body, "d-1", path: "hooks/nobody");
        using var nameless = await Send(body, id: null);

        Assert.Equal(
            [HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.NotFound, HttpStatusCode.BadRequest],
            new[] { unsigned, wrong, unknown, nameless }.Select(answer => answer.StatusCode));
        Assert.Empty((await RunningFactory.Until(_own, "signals", _ => true)).EnumerateArray());
    }

    [Fact]
    public async Task Text_that_no_database_takes_is_judged_too()
    {
        string[] bodies =
        [
            """{"title":"a\u0000b","key":"1","repository":"gone\u0000"}""",
            $$"""{"title":"x","key":"2","repository":"{{new string('r', 199)}}\ud83d\ude00"}""",
            """{"title":"x","key":"3\u0000","repository":"shop"}""",
            """{"title":"a\u0000b","key":"4","repository":"shop"}""",
        ];
        foreach (var body in bodies)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("hooks/alerts", UriKind.Relative)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            request.Headers.Add("X-Proof", Secret);
            using var answer = await _github.SendAsync(request);
        }

        Assert.Equal(["ignored", "ignored", "accepted", "rejected"], (await Judged(4)).Select(signal => signal.GetProperty("verdict").GetString()));
    }

    [Fact]
    public async Task Everybody_sees_why_nothing_came_of_it_and_it_can_be_judged_anew()
    {
        using var ping = await Send(Bytes(new { zen = "Keep it logically awesome." }), "d-1", name: "ping");
        using var stranger = await Send(Issue("opened", 14, "NONE", "ann"), "d-2");
        using var garbage = await Send("not json"u8.ToArray(), "d-3");

        var signals = await Judged(3);
        var held = signals[1].GetProperty("id").GetString();
        using var replay = await _own.PostAsync(new Uri($"signals/{held}/replay", UriKind.Relative), null);
        var judgedAgain = await Judged(3);

        Assert.Equal(["ignored", "held", "rejected"], signals.Select(signal => signal.GetProperty("verdict").GetString()));
        Assert.Contains("ann (NONE) wrote the issue and may not ask for work", signals[1].GetProperty("why").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Accepted, replay.StatusCode);
        Assert.Equal("held", judgedAgain[1].GetProperty("verdict").GetString());
    }

    /// <summary>In the order they came.</summary>
    private async Task<List<JsonElement>> Judged(int count)
    {
        var signals = await RunningFactory.Until(
            _own, "signals", signals => signals.GetArrayLength() == count && signals.EnumerateArray().All(signal => signal.GetProperty("verdict").ValueKind == JsonValueKind.String));
        return [.. signals.EnumerateArray().OrderBy(signal => signal.GetProperty("id").GetString(), StringComparer.Ordinal)];
    }

    private static byte[] Issue(string action, int number, string association, string sender) => Bytes(new
    {
        action,
        label = new { name = "factory" },
        sender = new { login = sender },
        issue = new
        {
            number,
            title = "Shipping costs 5 for an order of exactly 50",
            body = "It should be free from 50 on.",
            html_url = $"https://github.com/acme/shop/issues/{number}",
            author_association = association,
            user = new { login = "ann" },
            labels = new[] { new { name = "factory" } },
        },
        repository = new { full_name = "Acme/Shop" },
    });

    private static byte[] Bytes(object payload) => JsonSerializer.SerializeToUtf8Bytes(payload);

    private Task<HttpResponseMessage> Send(byte[] body, string? id, string name = "issues", string path = "hooks/github") =>
        Send(body, id, $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), body))}", name, path);

    private async Task<HttpResponseMessage> Send(byte[] body, string? id, string? signature, string name = "issues", string path = "hooks/github")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("X-GitHub-Event", name);
        if (id is not null)
            request.Headers.Add("X-GitHub-Delivery", id);
        if (signature is not null)
            request.Headers.Add("X-Hub-Signature-256", signature);
        return await _github.SendAsync(request);
    }
}
