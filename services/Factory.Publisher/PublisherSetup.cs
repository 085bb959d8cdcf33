using Factory.Contracts;
using Factory.Contracts.Forges;
using Factory.Contracts.Repositories;
using Factory.Messaging;
using Factory.Publisher.Fetching;
using Factory.Publisher.Outputs;
using Factory.Publisher.Publishing;
using Factory.Publisher.Remotes;
using Factory.Publisher.Settings;
using Factory.Publisher.Slack;
using Factory.Publisher.Trackers;
using Factory.ServiceDefaults;
using Factory.Workspaces.Repositories;
using Factory.Workspaces.Sandboxing;

namespace Factory.Publisher;

/// <summary>Every word with the places where repositories live.</summary>
public static class PublisherSetup
{
    /// <summary>Fetches and publications at once in one process: they wait for disks and other machines.</summary>
    private const int AtOnce = 16;

    /// <summary>Takes the publisher's endpoint. Needs the bus and the history.</summary>
    /// <exception cref="Factory.Settings.SettingsFileException">The publisher's file is malformed, or a secret that it names is not there.</exception>
    public static void AddPublisher(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddPublisherFile(builder.Configuration);
        services.AddOutputs();
        services.AddSlack();
        services.AddTrackers();
        services.AddSingleton(provider => new Mirrors(MirrorsFolder(provider), Sandbox(builder.Configuration), RemotesSetup.Told(provider)));
        services.AddSingleton(provider => new RepositoryPublisher(MirrorsFolder(provider), Sandbox(builder.Configuration)));
        services.AddSingleton(provider => new ChangeReader(MirrorsFolder(provider), Sandbox(builder.Configuration)));
        services.AddRemotes(builder.Configuration, MirrorsFolder, Sandbox(builder.Configuration));
        services.AddSingleton<Branches>().AddSingleton<SignedCommits>();
        services.AddEndpoints(endpoints => endpoints
            .Work<FetchRepository, FetchRepositoryWork>(Endpoints.Publisher, AtOnce)
            .Work<FetchPullRequest, FetchPullRequestWork>(Endpoints.Publisher, AtOnce)
            .Work<PublishChange, PublishChangeWork>(Endpoints.Publisher, AtOnce));
    }

    private static string MirrorsFolder(IServiceProvider provider) => Path.Combine(provider.GetRequiredService<FactorySettings>().DataFolder, "mirrors");

    /// <summary>Git on repositories of others is confined like a droid's commands, by the same setting.</summary>
    private static SandboxOptions Sandbox(IConfiguration configuration) => new() { AllowUnsandboxed = configuration.GetValue("Factory:Computer:AllowUnsandboxed", defaultValue: false) };
}
