using System.Collections.Concurrent;
using System.Text;
using Factory.Contracts.Features;
using Factory.Contracts.Forges;
using Factory.Contracts.Missions;
using Factory.Contracts.Outputs;
using Factory.History;
using Factory.Messaging;
using Factory.Workspaces.Repositories;
using MassTransit;

namespace Factory.Reviewer.Tests.Fixtures;

/// <summary>What others would do for a review: fetches for real, and keeps what is proposed and told. It can be silent, and refuse.</summary>
internal sealed class ScriptedPublisher
{
    private readonly ConcurrentQueue<object> _said = new();

    public PulledRepository Repository { get; } = new();

    /// <summary>Why a proposal is refused; null applies it.</summary>
    public Func<object, string?> Refuses { get; set; } = _ => null;

    /// <summary>Whether a proposal is never answered.</summary>
    public Func<object, bool> Silent { get; set; } = _ => false;

    /// <summary>Which comment of the forge a finding gets.</summary>
    public ConcurrentDictionary<string, long> CommentIds { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<T> Said<T>() => [.. _said.OfType<T>()];

    public void Keep(object said) => _said.Enqueue(said);
}

internal sealed class ScriptedPublisherConsumer(ScriptedPublisher publisher, Mirrors mirrors, BlobStore blobs) :
    IConsumer<FetchPullRequest>, IConsumer<SetCheck>, IConsumer<PostReview>, IConsumer<WriteComment>, IConsumer<React>
{
    public async Task Consume(ConsumeContext<FetchPullRequest> context)
    {
        var (order, git) = (context.Message, publisher.Repository);
        publisher.Keep(order);
        var (head, baseTip) = (order.PullRequest.HeadCommit, git.Git("rev-parse", order.PullRequest.BaseBranch));
        var mergeBase = git.Git("merge-base", baseTip, head);
        var fetched = await mirrors.Fetch(git.Folder, order.PullRequest.BaseBranch, context.CancellationToken);
        var ancestor = order.PullRequest.Before is { } before && git.IsAncestor(before, head);
        var answer = new PullRequestFetched(order.MissionId, fetched.MirrorName, Change(context, order, mergeBase, head), mergeBase, baseTip, order.PullRequest.Before is not null && !ancestor)
        {
            Before = ancestor ? Change(context, order, mergeBase, order.PullRequest.Before!) : null,
        };
        context.Heart().Send(order.ReplyTo, answer);
    }

    public Task Consume(ConsumeContext<SetCheck> context) => Answer(context, context.Message, context.Message.ProposalId, context.Message.MissionId, context.Message.ReplyTo);

    public Task Consume(ConsumeContext<PostReview> context) => Answer(context, context.Message, context.Message.ProposalId, context.Message.MissionId, context.Message.ReplyTo);

    public Task Consume(ConsumeContext<WriteComment> context) => Answer(context, context.Message, context.Message.ProposalId, context.Message.MissionId, context.Message.ReplyTo);

    public Task Consume(ConsumeContext<React> context) => Answer(context, context.Message, context.Message.ProposalId, context.Message.MissionId, context.Message.ReplyTo);

    private Change Change(ConsumeContext context, FetchPullRequest order, string mergeBase, string commit) =>
        new(mergeBase, commit, context.Heart().Put(order.Team, publisher.Repository.Pack(mergeBase, commit), "application/octet-stream"));

    private async Task Answer(ConsumeContext context, object proposal, Guid proposalId, Guid missionId, string? replyTo)
    {
        publisher.Keep(proposal);
        if (proposal is WriteComment comment)
            publisher.Keep(new WrittenText(comment, Encoding.UTF8.GetString(await blobs.Get(comment.Team, comment.Text.Id))));
        if (replyTo is null || publisher.Silent(proposal))
            return;
        if (publisher.Refuses(proposal) is { } why)
            context.Heart().Send(replyTo, new OutputRefused(proposalId, missionId, why));
        else
            context.Heart().Send(replyTo, new OutputApplied(proposalId, missionId, "https://forge.example/1", "1") { Comments = Comments(proposal) });
    }

    private IReadOnlyList<PostedComment>? Comments(object proposal) => proposal is PostReview review
        ? [.. review.Comments.Select(comment => new PostedComment(comment.Fingerprint, publisher.CommentIds.GetOrAdd(comment.Fingerprint, _ => 1000 + publisher.CommentIds.Count)))]
        : null;
}

/// <param name="Comment">Which bore it.</param>
internal sealed record WrittenText(WriteComment Comment, string Text);

internal sealed class ScriptedSignals(ScriptedPublisher publisher) : IConsumer<MissionAccepted>, IConsumer<MissionEnded>
{
    public Task Consume(ConsumeContext<MissionAccepted> context) => Keep(context.Message);

    public Task Consume(ConsumeContext<MissionEnded> context) => Keep(context.Message);

    private Task Keep(object said)
    {
        publisher.Keep(said);
        return Task.CompletedTask;
    }
}
