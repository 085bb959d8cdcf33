using System.Globalization;
using System.Text.Json;
using Factory.Contracts.Origins;
using Factory.Contracts.Repositories;
using Factory.SignalIntake.PullRequests;
using Factory.Workspaces.Repositories;

namespace Factory.SignalIntake.GitHub;

/// <summary>Pull requests as GitHub's events show them. Names that git could take for something else are refused here.</summary>
internal static class PullRequestReading
{
    /// <summary>Null where it lacks something, or its names are none that may be handed to git.</summary>
    public static PullRequestRef? Of(GitHubDelivery delivery, JsonElement pull)
    {
        var (head, start) = (pull.At("head"), pull.At("base"));
        if (pull.Number("number") is not { } number || number < 1 || head.Text("sha") is not { } commit || !RefNames.IsCommitId(commit))
            return null;
        if (start.Text("ref") is not { } into || RefNames.Problem(into) is not null || head.Text("ref") is not { } branch)
            return null;
        var fork = !GitHubDelivery.Same(head.At("repo").Text("full_name"), delivery.Repository) && !IsSameId(head, start);
        if (!fork && RefNames.Problem(branch) is not null)
            return null;
        return new PullRequestRef(delivery.Address, number, commit, into)
        {
            HeadBranch = RefNames.Problem(branch) is null ? branch : null,
            FromFork = fork,
            Draft = pull.At("draft").ValueKind == JsonValueKind.True,
            Before = Before(delivery, commit),
        };
    }

    /// <summary>What is remembered of it; null where it cannot be read.</summary>
    public static KnownPullRequest? Seen(GitHubDelivery delivery)
    {
        var pull = delivery.Root.At("pull_request");
        if (Of(delivery, pull) is not { } read || !DateTimeOffset.TryParse(pull.Text("updated_at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            return null;
        var merge = pull.At("merged").ValueKind == JsonValueKind.True || pull.Text("merged_at") is not null ? Commit(pull.Text("merge_commit_sha")) : null;
        return new KnownPullRequest(read with { Before = null }, IsOwn(read), pull.Text("state") == "open", merge, at);
    }

    /// <summary>The factory's branches have one prefix. Whoever may push such a branch gains nothing: Publisher knows the pull requests that it opened.</summary>
    public static bool IsOwn(PullRequestRef pull) => !pull.FromFork && IsOwnBranch(pull.HeadBranch);

    public static bool IsOwnBranch(string? branch) => branch?.StartsWith(PublishChange.BranchPrefix, StringComparison.Ordinal) == true;

    public static string? Commit(string? text) => text is not null && RefNames.IsCommitId(text) ? text : null;

    /// <summary>In checks the repository of the head is a stub with an id and no full name.</summary>
    private static bool IsSameId(JsonElement head, JsonElement start) =>
        head.At("repo").Text("full_name") is null && head.At("repo").Number("id") is { } id && id == start.At("repo").Number("id");

    private static string? Before(GitHubDelivery delivery, string head) => Commit(delivery.Root.Text("before")) is { } before && before != head ? before : null;
}
