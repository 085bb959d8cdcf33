using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Factory.Contracts.Origins;
using Factory.Contracts.Repositories;
using Factory.Messaging;
using Factory.Publisher.GitHub;
using Factory.Publisher.GitHub.Rights;
using Npgsql;

namespace Factory.Publisher.Outputs.PullRequests;

/// <summary>
/// The draft pull request of a branch that was published: opened, or brought up to date where one is open. It is known by its branch, so doing it again finds it.
/// </summary>
internal sealed class PullRequestOpening(GitHubForges forges, OutputTexts texts)
{
    private const int LongestTitle = 200;

    /// <summary>Null where there is nothing to open: no text, or no forge.</summary>
    /// <exception cref="OutputNotAllowed">Policy or the forge refuses it.</exception>
    /// <exception cref="AskLater">The forge asks for patience.</exception>
    /// <param name="guarded">Paths that run or guard things: people are told to look at them.</param>
    public async Task<OpenedPullRequest?> Open(PublishChange command, string branch, string commit, IReadOnlyList<string> guarded, CancellationToken ct)
    {
        if (command.PullRequest is not { } text || forges.Find(command.Repository.Path, command.Team) is not { } repository)
            return null;
        var title = OutputTexts.Line(text.Title, LongestTitle);
        var body = await Body(repository, command, text, guarded, ct);
        var pull = await Find(repository, branch, ct) is { } open ? await Update(repository, open, title, body, ct) : await Open(repository, command, branch, title, body, ct);
        return new OpenedPullRequest(
            repository.Address.Host, repository.FullName, pull.HtmlUrl,
            new PullRequestRef(command.Repository.Path, pull.Number, commit, pull.Base.Ref) { HeadBranch = branch, Draft = pull.Draft });
    }

    private async Task<string> Body(GitHubRepository repository, PublishChange command, PullRequestText text, IReadOnlyList<string> guarded, CancellationToken ct)
    {
        var body = await texts.Of(repository, command.MissionId, command.Team, text.Body, ct);
        var closes = text.Closes is { } issue ? string.Create(CultureInfo.InvariantCulture, $"\n\nCloses #{issue}") : "";
        var link = repository.Link.Of(command.MissionId) is { } mission && !body.Contains(mission, StringComparison.Ordinal) ? $"\n\n[Mission]({mission})" : "";
        return $"{Warning(guarded)}{body}{closes}{link}\n\n{Markers.OfPullRequest(command.MissionId)}";
    }

    private static string Warning(IReadOnlyList<string> guarded) => guarded.Count == 0 ? ""
        : $"> [!WARNING]\n> This change touches what builds, releases or guards the repository. Look at it before anything runs:\n{string.Concat(guarded.Select(path => $"> - `{OutputTexts.Line(path, 300).Replace('`', '\'')}`\n"))}\n";

    /// <summary>The newest of the branch. One that people closed is not opened again behind their backs.</summary>
    private static async Task<PullRequest?> Find(GitHubRepository repository, string branch, CancellationToken ct)
    {
        PullRequest? newest = null;
        await foreach (var pull in repository.All<PullRequest>(GitHubRights.PullRequests, $"/pulls?state=all&head={Uri.EscapeDataString($"{repository.Address.Owner}:{branch}")}", ct))
        {
            // Some servers ignore a filter that they do not know.
            if (pull.Head.Ref == branch && string.Equals(pull.Head.Repo?.FullName, repository.FullName, StringComparison.OrdinalIgnoreCase) && (newest is null || pull.Number > newest.Number))
                newest = pull;
        }

        return newest switch
        {
            null or { IsOpen: true } => newest,
            { MergedAt: not null } => null,
            _ => throw new OutputNotAllowed($"The pull request {newest.HtmlUrl} of the branch was closed by somebody: it is not opened again. Open it there to go on."),
        };
    }

    private static async Task<PullRequest> Update(GitHubRepository repository, PullRequest open, string title, string body, CancellationToken ct)
    {
        if (open.Title == title && open.Body == body)
            return open;
        return await repository.Send<PullRequest>(GitHubRights.PullRequests, HttpMethod.Patch, string.Create(CultureInfo.InvariantCulture, $"/pulls/{open.Number}"), new { title, body }, ct);
    }

    private static async Task<PullRequest> Open(GitHubRepository repository, PublishChange command, string branch, string title, string body, CancellationToken ct)
    {
        var into = await Base(repository, command, ct);
        var answer = await repository.Ask(GitHubRights.PullRequests, HttpMethod.Post, "/pulls", Wish(title, body, branch, into, draft: true), ct);

        // Private repositories of some plans have no drafts.
        if (answer.Status == HttpStatusCode.UnprocessableEntity && GitHubRepository.Refusal(answer, HttpMethod.Post, "/pulls").Said.Contains("draft", StringComparison.OrdinalIgnoreCase))
            answer = await repository.Ask(GitHubRights.PullRequests, HttpMethod.Post, "/pulls", Wish(title, body, branch, into, draft: false), ct);
        return GitHubRepository.Succeeded(answer, HttpMethod.Post, "/pulls").Read<PullRequest>();
    }

    private static JsonObject Wish(string title, string body, string branch, string into, bool draft) =>
        new() { ["title"] = title, ["body"] = body, ["head"] = branch, ["base"] = into, ["draft"] = draft };

    private static async Task<string> Base(GitHubRepository repository, PublishChange command, CancellationToken ct) =>
        command.Repository.Base is { } named && !IsCommit(named) ? named : (await repository.Get<Repository>(GitHubRights.Metadata, "", ct)).DefaultBranch;

    private static bool IsCommit(string text) => text.Length is 40 or 64 && text.All(char.IsAsciiHexDigit);
}

/// <param name="Host">The forge's.</param>
/// <param name="Url">Where people see it.</param>
internal sealed record OpenedPullRequest(string Host, string Repository, string Url, PullRequestRef Reference)
{
    /// <summary>Remembers whose it is, with the transaction.</summary>
    public void Record(HeartTransaction transaction, Guid mission, string team) => transaction.Write(new NpgsqlBatchCommand(
        """
        INSERT INTO factory.own_pull_request (host, repository, number, mission_id, team, branch, url) VALUES ($1, lower($2), $3, $4, $5, $6, $7)
        ON CONFLICT (host, repository, number) DO UPDATE SET mission_id = excluded.mission_id, team = excluded.team, branch = excluded.branch, url = excluded.url
        """)
    {
        Parameters =
        {
            new NpgsqlParameter<string> { TypedValue = Host }, new NpgsqlParameter<string> { TypedValue = Repository }, new NpgsqlParameter<long> { TypedValue = Reference.Number },
            new NpgsqlParameter<Guid> { TypedValue = mission }, new NpgsqlParameter<string> { TypedValue = team },
            new NpgsqlParameter<string> { TypedValue = Reference.HeadBranch ?? "" }, new NpgsqlParameter<string> { TypedValue = Url },
        },
    });
}
