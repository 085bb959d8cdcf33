using Factory.Contracts;
using Factory.Contracts.Chats;
using Factory.Contracts.Forges;
using Factory.Contracts.Outputs;
using Factory.Messaging;
using Factory.Messaging.Leases;
using Factory.Publisher.CatchingUp;
using Factory.Publisher.GitHub;
using Factory.Publisher.LookingUp;
using Factory.Publisher.Outputs.Kinds;
using Factory.Publisher.Outputs.PullRequests;
using Factory.Publisher.Outputs.Reviews;
using Factory.Publisher.Remotes;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Factory.Publisher.Outputs;

/// <summary>What is written to forges, chats and trackers, and what is asked of them.</summary>
internal static class OutputsSetup
{
    /// <summary>Outputs at once in one process, of all kinds together.</summary>
    private const int AtOnce = 16;

    public static void AddOutputs(this IServiceCollection services)
    {
        services.AddSingleton<GitHubForges>().AddSingleton<OutputLedger>().AddSingleton<OutputTexts>().AddSingleton<PullRequestOpening>().AddSingleton<ResolvedFindings>();
        services.AddSingleton<IGitCredentials, ForgeCredentials>();
        services.AddSingleton<IOriginTeller, GitHubOriginTeller>();
        services.TryAddSingleton(CatchUpOptions.Default);
        services.AddSingleton<CatchUpPositions>().AddSingleton<CatchUp>();
        services.AddHostedService(provider => provider.GetRequiredService<CatchUp>());
        var places = new LeasePlaces(AtOnce);
        services.AddEndpoints(endpoints => endpoints
            .Output<WriteComment, WriteCommentOutput>(places)
            .Output<React, ReactOutput>(places)
            .Output<TellOrigin, TellOriginOutput>(places)
            .Output<PostReview, PostReviewOutput>(places)
            .Output<SetCheck, SetCheckOutput>(places)
            .Output<SetLabel, SetLabelOutput>(places)
            .Output<MergePullRequest, MergePullRequestOutput>(places)
            .Output<DeleteBranch, DeleteBranchOutput>(places)
            .Output<RerunJob, RerunJobOutput>(places)
            .Work<LookUpAuthor, LookUpAuthorWork>(Endpoints.Publisher, AtOnce)
            .Work<ReadJobLog, ReadJobLogWork>(Endpoints.Publisher, AtOnce)
            .Work<LookUpChatPerson, LookUpChatPersonWork>(Endpoints.Publisher, AtOnce)
            .Work<ReadChatThread, ReadChatThreadWork>(Endpoints.Publisher, AtOnce)
            .Consumer<PullRequestNewsConsumer>(Endpoints.Publisher));
    }

    private static EndpointRegistrar Output<TCommand, TKind>(this EndpointRegistrar endpoints, LeasePlaces places)
        where TCommand : class
        where TKind : OutputKind<TCommand>
    {
        endpoints.Services.AddSingleton<OutputKind<TCommand>, TKind>();
        return endpoints.Work<TCommand, OutputWork<TCommand>>(Endpoints.Publisher, places);
    }
}
