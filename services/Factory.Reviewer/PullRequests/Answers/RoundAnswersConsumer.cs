using Factory.Contracts;
using Factory.Contracts.Forges;
using Factory.Contracts.History;
using Factory.Contracts.Missions;
using Factory.Contracts.Outputs;
using Factory.Contracts.Reviews;
using Factory.History;
using Factory.Messaging;
using MassTransit;

namespace Factory.Reviewer.PullRequests.Answers;

/// <summary>Others answer to the mission of a round; this tells whose round it is, as the mission's own history says, and passes it on.</summary>
internal sealed class RoundAnswersConsumer(EventStore history) :
    IConsumer<PullRequestFetched>, IConsumer<PullRequestNotFetched>, IConsumer<OutputApplied>, IConsumer<OutputRefused>, IConsumer<CancelMission>
{
    public Task Consume(ConsumeContext<PullRequestFetched> context) => Pass(context, context.Message.MissionId, review => new RoundFetched(review, context.Message));

    public Task Consume(ConsumeContext<PullRequestNotFetched> context) => Pass(context, context.Message.MissionId, review => new RoundNotFetched(review, context.Message));

    public Task Consume(ConsumeContext<OutputApplied> context) => Pass(context, context.Message.MissionId, review => new RoundOutputApplied(review, context.Message));

    public Task Consume(ConsumeContext<OutputRefused> context) => Pass(context, context.Message.MissionId, review => new RoundOutputRefused(review, context.Message));

    public Task Consume(ConsumeContext<CancelMission> context) => Pass(context, context.Message.MissionId, review => new RoundCancelled(review, context.Message));

    /// <exception cref="InvalidOperationException">No mission of this id reviews a pull request: it ends as a dead letter that people see.</exception>
    private async Task Pass<T>(ConsumeContext context, Guid missionId, Func<Guid, T> on)
        where T : class
    {
        var connection = await context.Heart().Connect(context.CancellationToken);
        var started = (await history.Fold(connection, missionId, (MissionStarted?)null, (known, said) => known ?? said as MissionStarted, ct: context.CancellationToken)).State;
        if (started is not { PullRequest: { } pull })
            throw new InvalidOperationException($"Mission {missionId} reviews no pull request: {typeof(T).Name} is for nobody.");
        context.Heart().Send(Endpoints.Reviews, on(ReviewIds.PullRequest(started.Team, pull.Repository, pull.Number)));
    }
}
