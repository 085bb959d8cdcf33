using Factory.Settings;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;

namespace Factory.Publisher.Settings;

internal static class SettingsSetup
{
    /// <exception cref="SettingsFileException">The publisher's file is malformed, or a secret that it names is not there.</exception>
    public static void AddPublisherFile(this IServiceCollection services, IConfiguration configuration)
    {
        // Read once before anything is started, so that a mistake stops the start.
        _ = new PublisherFiles(() => PublisherFilePath.Find(configuration), TimeProvider.System, NullLogger<PublisherFiles>.Instance);
        services.AddSingleton(provider => new PublisherFiles(() => PublisherFilePath.Find(configuration), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<PublisherFiles>>()));
        services.AddHealthChecks().AddCheck<FileHealthCheck>("publisher-file");
    }

    /// <summary>Degraded while what is in the file is not used.</summary>
    private sealed class FileHealthCheck(PublisherFiles files) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var forges = files.Recent.Forges.Count;
            return Task.FromResult(files.Problem is { } problem ? HealthCheckResult.Degraded(problem) : HealthCheckResult.Healthy($"{forges} forges."));
        }
    }
}
