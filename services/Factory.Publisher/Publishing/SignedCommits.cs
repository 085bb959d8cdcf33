using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Factory.Contracts.Repositories;
using Factory.Publisher.GitHub;
using Factory.Publisher.GitHub.Rights;
using Factory.Publisher.Outputs;
using Factory.Workspaces.Repositories;

namespace Factory.Publisher.Publishing;

/// <summary>
/// Makes a change's commit through the forge's API instead of pushing it, so that the forge signs it in the App's name. Its tree must be the very tree that was
/// tested; its id is another, since it has another author. Making it again finds it.
/// </summary>
internal sealed class SignedCommits
{
    /// <summary>Files are sent one by one beyond this, in bytes.</summary>
    private const int LargestTogether = 4 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="OutputNotAllowed">The branch holds something else, or the forge made another tree.</exception>
    public async Task<PublishedBranch> Make(GitHubRepository repository, PublishChange command, ChangeContents change, CancellationToken ct)
    {
        var there = await repository.Find<Reference>(GitHubRights.WriteCode, $"/git/ref/heads/{command.Branch}", ct);
        if (there is not null)
        {
            var head = await Commit(repository, there.Object.Sha, ct);
            if (head.Tree.Sha == change.Tree && head.Parents is [{ } parent] && parent.Sha == command.BaseCommit)
                return new PublishedBranch(command.Branch, head.Sha, WasThere: true);
            if (head.Sha != command.Replaces)
                throw new OutputNotAllowed($"The branch {command.Branch} is at {head.Sha}, which this mission did not publish: it is left alone.");
        }

        var made = await MakeCommit(repository, command, change, ct);
        await Point(repository, command.Branch, made, isThere: there is not null, ct);
        return new PublishedBranch(command.Branch, made, WasThere: false);
    }

    private static async Task<string> MakeCommit(GitHubRepository repository, PublishChange command, ChangeContents change, CancellationToken ct)
    {
        var below = await Commit(repository, command.BaseCommit, ct);
        var entries = new JsonArray();
        var together = 0;
        foreach (var entry in change.Entries)
        {
            var mode = entry.Exists ? entry.NewMode : entry.OldMode;
            var file = new JsonObject { ["path"] = entry.Path, ["mode"] = mode, ["type"] = "blob" };
            if (!entry.Exists)
                file["sha"] = null;
            else if (Text(entry) is { } text && (together += text.Length) < LargestTogether)
                file["content"] = text;
            else
                file["sha"] = (await repository.Send<Named>(GitHubRights.WriteCode, HttpMethod.Post, "/git/blobs", new { content = Convert.ToBase64String(entry.After!.Value.Span), encoding = "base64" }, ct)).Sha;
            entries.Add(file);
        }

        var tree = await repository.Send<Named>(GitHubRights.WriteCode, HttpMethod.Post, "/git/trees", new JsonObject { ["base_tree"] = below.Tree.Sha, ["tree"] = entries }, ct);
        if (tree.Sha != change.Tree)
            throw new OutputNotAllowed($"The forge made the tree {tree.Sha} of the change, and {change.Tree} was tested: it is not published.");
        return (await repository.Send<Named>(GitHubRights.WriteCode, HttpMethod.Post, "/git/commits", new { message = change.Message, tree = tree.Sha, parents = new[] { command.BaseCommit } }, ct)).Sha;
    }

    private static async Task Point(GitHubRepository repository, string branch, string commit, bool isThere, CancellationToken ct)
    {
        if (isThere)
        {
            await repository.Send<Reference>(GitHubRights.WriteCode, HttpMethod.Patch, $"/git/refs/heads/{branch}", new { sha = commit, force = true }, ct);
            return;
        }

        var answer = await repository.Ask(GitHubRights.WriteCode, HttpMethod.Post, "/git/refs", new { @ref = $"refs/heads/{branch}", sha = commit }, ct);
        if (answer.Status == HttpStatusCode.UnprocessableEntity)
            throw new OutputNotAllowed($"The branch {branch} was made by somebody else at this moment: it is left alone.");
        GitHubRepository.Succeeded(answer, HttpMethod.Post, "/git/refs");
    }

    private static Task<GitCommit> Commit(GitHubRepository repository, string id, CancellationToken ct) => repository.Get<GitCommit>(GitHubRights.WriteCode, $"/git/commits/{id}", ct);

    /// <summary>Null for what is no text.</summary>
    private static string? Text(ChangeEntry entry)
    {
        try
        {
            return Strict.GetString(entry.After!.Value.Span);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private sealed record Named(string Sha);

    private sealed record Reference(Named Object);

    private sealed record GitCommit(string Sha, Named Tree, IReadOnlyList<Named> Parents);
}
