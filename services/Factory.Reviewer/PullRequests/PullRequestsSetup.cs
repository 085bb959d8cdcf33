using Factory.Contracts;
using Factory.Contracts.Reviews;
using Factory.Messaging;
using Factory.Reviewer.PullRequests.Answers;
using Factory.Reviewer.PullRequests.Reading;
using Factory.ServiceDefaults;
using Factory.Workspaces.Repositories;
using Factory.Workspaces.Sandboxing;

namespace Factory.Reviewer.PullRequests;

/// <summary>The reviews of pull requests.</summary>
internal static class PullRequestsSetup
{
    /// <summary>Readings at once in one process: each runs git on what may be a large repository.</summary>
    private const int AtOnce = 4;

    public static void AddPullRequests(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(provider => Reader(provider.GetRequiredService<FactorySettings>().DataFolder, builder.Configuration));
        builder.Services.AddSingleton<RoundSteps>().AddSingleton<RoundPosting>().AddSingleton<ReviewSteering>().AddSingleton<ReviewOrders>();
        builder.Services.AddEndpoints(endpoints => endpoints
            .Saga<PullRequestStateMachine, PullRequestState>(Endpoints.Reviews)
            .Consumer<RoundAnswersConsumer>(Endpoints.ReviewRounds)
            .Work<ReadPullRequest, ReadPullRequestWork>(Endpoints.ReviewRounds, AtOnce));
    }

    private static PullRequestReader Reader(string data, IConfiguration configuration) => new(
        Path.Combine(data, "mirrors"), Path.Combine(data, "reviews"), new SandboxOptions { AllowUnsandboxed = configuration.GetValue("Factory:Computer:AllowUnsandboxed", defaultValue: false) });
}
