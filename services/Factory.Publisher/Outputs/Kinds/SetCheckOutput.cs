using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Factory.Contracts.Features;
using Factory.Contracts.Outputs;
using Factory.Publisher.GitHub;
using Factory.Publisher.GitHub.Rights;

namespace Factory.Publisher.Outputs.Kinds;

/// <summary>One check of a name at a commit, brought up to date. Only Apps have checks: with a token it is a status of the commit, without annotations.</summary>
internal sealed partial class SetCheckOutput(GitHubForges forges) : OutputKind<SetCheck>
{
    /// <summary>GitHub takes this many at once.</summary>
    private const int Batch = 50;
    private const int MostAnnotations = 500;
    private const int LongestStatus = 140;

    public override Proposal Describe(SetCheck command)
    {
        var repository = forges.Find(command.Repository, command.Team);
        return new Proposal(command.ProposalId, command.MissionId, command.Team, "check", Resource(repository, command.Repository, $"@{command.Commit}:check:{command.Name}"), command.At?.UtcTicks, command.ReplyTo)
        {
            Most = repository?.Policy.OutputsPerMission,
        };
    }

    public override async Task<Applied> Apply(SetCheck command, Proposal proposal, Func<Task<Attempt>> begin, CancellationToken ct)
    {
        var repository = forges.Open(command.Repository, command.Team);
        if (!Commit().IsMatch(command.Commit))
            throw new OutputNotAllowed("A check is of a commit, by its full id.");
        var wish = new Wish(command, OutputTexts.Line(command.Name, 100), OutputTexts.Line(command.Title, 200), OutputTexts.Of(repository, command.MissionId, command.Summary), [.. command.Annotations.Take(MostAnnotations).Select(Annotation)]);
        var attempt = await begin();
        return repository.Forge.IsApp ? await SetRun(repository, wish, attempt, ct) : await SetStatus(repository, wish, ct);
    }

    private static async Task<Applied> SetRun(GitHubRepository repository, Wish wish, Attempt attempt, CancellationToken ct)
    {
        var own = $"factory:{wish.Command.ProposalId:n}";
        var run = await Find(repository, wish, attempt, ct);

        // Annotations are added, never replaced: those of an attempt that was not recorded are there already.
        var sent = run?.ExternalId == own ? Math.Min(run.Output?.AnnotationsCount ?? 0, wish.Annotations.Count) : 0;
        var first = Run(repository, wish, own, wish.Annotations.Skip(sent).Take(Batch));
        if (run is null)
            first["head_sha"] = wish.Command.Commit;
        run = run is null
            ? await repository.Send<CheckRun>(GitHubRights.Checks, HttpMethod.Post, "/check-runs", first, ct)
            : await repository.Send<CheckRun>(GitHubRights.Checks, HttpMethod.Patch, Path(run.Id), first, ct);
        for (sent += Batch; sent < wish.Annotations.Count; sent += Batch)
            run = await repository.Send<CheckRun>(GitHubRights.Checks, HttpMethod.Patch, Path(run.Id), Run(repository, wish, own, wish.Annotations.Skip(sent).Take(Batch)), ct);
        return new Applied(run.HtmlUrl, run.Id.ToString(CultureInfo.InvariantCulture));
    }

    private static async Task<CheckRun?> Find(GitHubRepository repository, Wish wish, Attempt attempt, CancellationToken ct)
    {
        if (attempt.Known?.ExternalId is { } known && await repository.Find<CheckRun>(GitHubRights.Checks, Path(long.Parse(known, CultureInfo.InvariantCulture)), ct) is { } there)
            return there;
        var list = await repository.Get<CheckRunList>(GitHubRights.Checks, $"/commits/{wish.Command.Commit}/check-runs?check_name={Uri.EscapeDataString(wish.Name)}&per_page=100", ct);
        return list.CheckRuns.FirstOrDefault(run => run.Name == wish.Name && run.ExternalId?.StartsWith("factory:", StringComparison.Ordinal) is true);
    }

    private static JsonObject Run(GitHubRepository repository, Wish wish, string externalId, IEnumerable<JsonObject> annotations)
    {
        var run = new JsonObject
        {
            ["name"] = wish.Name,
            ["external_id"] = externalId,
            ["status"] = wish.Command.State switch { CheckState.Queued => "queued", CheckState.Running => "in_progress", _ => "completed" },
            ["output"] = new JsonObject { ["title"] = wish.Title, ["summary"] = wish.Summary, ["annotations"] = new JsonArray([.. annotations.Select(annotation => annotation.DeepClone())]) },
        };
        if (Conclusion(wish.Command.State) is { } conclusion)
            run["conclusion"] = conclusion;
        if (repository.Link.Of(wish.Command.MissionId) is { } link)
            run["details_url"] = link;
        return run;
    }

    private static async Task<Applied> SetStatus(GitHubRepository repository, Wish wish, CancellationToken ct)
    {
        var status = new JsonObject
        {
            ["state"] = wish.Command.State switch { CheckState.Queued or CheckState.Running => "pending", CheckState.Failed => "failure", CheckState.Cancelled => "error", _ => "success" },
            ["context"] = wish.Name,
            ["description"] = OutputTexts.Line(wish.Title, LongestStatus),
        };
        if (repository.Link.Of(wish.Command.MissionId) is { } link)
            status["target_url"] = link;
        var made = await repository.Send<Status>(GitHubRights.Statuses, HttpMethod.Post, $"/statuses/{wish.Command.Commit}", status, ct);
        return new Applied(null, made.Id.ToString(CultureInfo.InvariantCulture));
    }

    private static string? Conclusion(CheckState state) => state switch
    {
        CheckState.Succeeded => "success",
        CheckState.Failed => "failure",
        CheckState.Neutral => "neutral",
        CheckState.Cancelled => "cancelled",
        _ => null,
    };

    private static JsonObject Annotation(CheckAnnotation annotation) => new()
    {
        ["path"] = annotation.Path,
        ["start_line"] = annotation.Line,
        ["end_line"] = Math.Max(annotation.Line, annotation.LastLine),
        ["annotation_level"] = annotation.Severity switch { Severity.Blocking => "failure", Severity.Warning => "warning", _ => "notice" },
        ["message"] = OutputTexts.Line(annotation.Text, 2_000),
    };

    private static string Path(long id) => string.Create(CultureInfo.InvariantCulture, $"/check-runs/{id}");

    private sealed record Wish(SetCheck Command, string Name, string Title, string Summary, IReadOnlyList<JsonObject> Annotations);

    private sealed record Status(long Id);

    [GeneratedRegex(@"\A(?:[0-9a-f]{40}|[0-9a-f]{64})\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Commit();
}
