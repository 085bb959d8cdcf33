using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Factory.Contracts.Outputs;
using Factory.Publisher.GitHub;
using Factory.Publisher.GitHub.Asking;
using Factory.Publisher.GitHub.Rights;

namespace Factory.Publisher.Outputs.Reviews;

/// <summary>One review at the commit that was reviewed: comments at their lines, what lies outside the diff in the summary; and what was fixed is resolved.</summary>
internal sealed class PostReviewOutput(GitHubForges forges, OutputTexts texts, ResolvedFindings resolved) : OutputKind<PostReview>
{
    /// <summary>More than these stand in the summary.</summary>
    private const int MostInline = 50;
    private const int MostListed = 100;

    public override Proposal Describe(PostReview command)
    {
        var repository = forges.Find(command.PullRequest.Repository, command.Team);
        return new Proposal(command.ProposalId, command.MissionId, command.Team, "review", Resource(repository, command.PullRequest.Repository, $"#{command.PullRequest.Number}:review"), null, command.ReplyTo)
        {
            Most = repository?.Policy.OutputsPerMission,
        };
    }

    public override async Task<Applied> Apply(PostReview command, Proposal proposal, Func<Task<Attempt>> begin, CancellationToken ct)
    {
        var repository = forges.Open(command.PullRequest.Repository, command.Team);
        var marker = Markers.OfProposal(command.ProposalId);
        var summary = await texts.Of(repository, command.MissionId, command.Team, command.Summary, ct);
        var pull = await repository.Get<PullRequest>(GitHubRights.PullRequests, Path(command), ct);
        var drafted = await Draft(repository, command, summary, marker, pull, ct);
        var attempt = await begin();
        var review = (attempt.MayHaveHappened ? await Find(repository, command, marker, ct) : null) ?? await Post(repository, command, drafted, ct);
        await resolved.Resolve(repository, command, ct);
        return new Applied(review.HtmlUrl, review.Id.ToString(CultureInfo.InvariantCulture)) { Comments = drafted.Lines.Count == 0 ? null : await Posted(repository, command, review, ct) };
    }

    /// <summary>Which comment is about which finding. The review stands whether the forge tells or not.</summary>
    private static async Task<IReadOnlyList<PostedComment>?> Posted(GitHubRepository repository, PostReview command, Review review, CancellationToken ct)
    {
        var posted = new List<PostedComment>();
        try
        {
            await foreach (var comment in repository.All<LineComment>(GitHubRights.PullRequests, string.Create(CultureInfo.InvariantCulture, $"{Path(command)}/reviews/{review.Id}/comments"), ct))
            {
                if (command.Comments.FirstOrDefault(said => comment.Body.Contains(Markers.OfFinding(said.Fingerprint), StringComparison.Ordinal)) is { } finding)
                    posted.Add(new PostedComment(finding.Fingerprint, comment.Id));
            }
        }
        catch (Exception error) when (error is GitHubRefused or GitHubAway)
        {
            return null;
        }

        return posted;
    }

    private static async Task<Drafted> Draft(GitHubRepository repository, PostReview command, string summary, string marker, PullRequest pull, CancellationToken ct)
    {
        var diff = new DiffLines();
        await foreach (var file in repository.All<ChangedFile>(GitHubRights.PullRequests, $"{Path(command)}/files", ct))
            diff.Add(file.Filename, file.Patch);
        var inline = command.Comments.Where(comment => diff.Has(comment.Path, comment.FirstLine ?? comment.Line, comment.Line)).Take(MostInline).ToList();
        var rest = command.Comments.Except(inline).ToList();
        var login = await repository.Forge.Login(ct);

        // Nobody may ask for changes in, or approve, what is their own; and an approval by the factory is none of a person's.
        var asksForChanges = command.Event == ReviewEvent.RequestChanges && !IssueComments.IsOwn(pull.User, login);
        var told = $"{(command.Event == ReviewEvent.Approve ? "✅ Nothing to object to.\n\n" : "")}{summary}";
        string Body(IReadOnlyList<ReviewComment> listed) =>
            $"{told}{ReviewText.Listed(repository, command.MissionId, [.. listed.Take(MostListed)])}{(listed.Count > MostListed ? $"\n- and {listed.Count - MostListed} more" : "")}\n\n{marker}";
        return new Drafted(
            asksForChanges ? "REQUEST_CHANGES" : "COMMENT",
            Body(rest),
            [.. inline.Select(comment => new Line(comment, ReviewText.Inline(repository, command.MissionId, comment)))],
            Body([.. rest, .. inline]));
    }

    private static async Task<Review> Post(GitHubRepository repository, PostReview command, Drafted review, CancellationToken ct)
    {
        var path = $"{Path(command)}/reviews";
        var answer = await repository.Ask(GitHubRights.PullRequests, HttpMethod.Post, path, Wish(command, review.Event, review.Body, review.Lines), ct);

        // A line that the forge does not take, since somebody pushed: then all of it stands in the summary.
        if (answer.Status == HttpStatusCode.UnprocessableEntity && review.Lines.Count > 0)
            answer = await repository.Ask(GitHubRights.PullRequests, HttpMethod.Post, path, Wish(command, review.Event, review.WithoutLines, []), ct);
        return GitHubRepository.Succeeded(answer, HttpMethod.Post, path).Read<Review>();
    }

    private static async Task<Review?> Find(GitHubRepository repository, PostReview command, string marker, CancellationToken ct)
    {
        var login = await repository.Forge.Login(ct);
        await foreach (var review in repository.All<Review>(GitHubRights.PullRequests, $"{Path(command)}/reviews", ct))
        {
            if (review.Body?.Contains(marker, StringComparison.Ordinal) is true && IssueComments.IsOwn(review.User, login))
                return review;
        }

        return null;
    }

    private static JsonObject Wish(PostReview command, string happening, string body, IReadOnlyList<Line> lines)
    {
        var wish = new JsonObject { ["commit_id"] = command.PullRequest.HeadCommit, ["event"] = happening, ["body"] = body };
        if (lines.Count > 0)
            wish["comments"] = new JsonArray([.. lines.Select(line => (JsonNode)line.Wish())]);
        return wish;
    }

    private static string Path(PostReview command) => string.Create(CultureInfo.InvariantCulture, $"/pulls/{command.PullRequest.Number}");

    private sealed record Drafted(string Event, string Body, IReadOnlyList<Line> Lines, string WithoutLines);

    private sealed record Line(ReviewComment Comment, string Body)
    {
        public JsonObject Wish()
        {
            var wish = new JsonObject { ["path"] = Comment.Path, ["line"] = Comment.Line, ["side"] = "RIGHT", ["body"] = Body };
            if (Comment.FirstLine is { } first && first < Comment.Line)
                (wish["start_line"], wish["start_side"]) = (first, "RIGHT");
            return wish;
        }
    }
}
