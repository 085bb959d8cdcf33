using Factory.Settings;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Factory.Router.Casting;

/// <summary>Who plays what: the models file, and what each mission is played with.</summary>
internal static class CastingSetup
{
    /// <exception cref="SettingsFileException">The models file is malformed, or a key that it names is not there.</exception>
    public static void AddCasting(this IServiceCollection services, IConfiguration configuration)
    {
        // Read once before anything is started, so that a mistake stops the start.
        var first = ModelsFilePath.Find(configuration) is { } path ? PresentFile.Read(path, ModelsFile.Content(path)) : PresentFile.None;
        services.AddSingleton(provider => new ModelsFiles(() => ModelsFilePath.Find(configuration), first, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ModelsFiles>>()));
        services.AddSingleton<MissionSubjects>();
        services.AddSingleton<MissionCastings>();
        services.AddHealthChecks().AddCheck<ModelsFileHealthCheck>("models");
    }

    /// <summary>Degraded while what is in the file is not used; missions go on by what was read before.</summary>
    private sealed class ModelsFileHealthCheck(ModelsFiles files) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(files.Recent is { Problem: { } problem } ? HealthCheckResult.Degraded(problem) : HealthCheckResult.Healthy(files.Recent.Path ?? "No models file: the mechanic plays every role."));
    }
}
