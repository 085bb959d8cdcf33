using Factory.History.Teams;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Factory.ServiceDefaults.Tokens;

/// <summary>
/// Makes the first token known, with which the others are made: <c>Factory:ApiToken</c>, or else the file <c>token</c> of the data folder; team <c>default</c>, an operator.
/// </summary>
internal sealed partial class OwnToken(IConfiguration configuration, FactorySettings settings, TeamTokens tokens, ILogger<OwnToken> log) : IHostedService
{
    private const string Setting = "Factory:ApiToken";
    private const int LongestName = 200;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var file = Path.Combine(settings.DataFolder, "token");
        if (configuration[Setting] is { Length: > 0 } configured)
            await Register(Setting, configured, cancellationToken);
        else if (File.Exists(file) && (await File.ReadAllTextAsync(file, cancellationToken)).Trim() is { Length: > 0 } kept)
            await Register($"{Environment.MachineName}:{file}", kept, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task Register(string place, string token, CancellationToken ct)
    {
        // The end of a path says more than its beginning.
        if (!await tokens.Register(place.Length <= LongestName ? place : place[^LongestName..], token, ct))
            LogRevoked(place);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The token in {Place} was revoked and lets nobody in. Delete it and start again for a new one.")]
    private partial void LogRevoked(string place);
}

/// <summary>For hosts that take requests with tokens.</summary>
public static class OwnTokenSetup
{
    /// <summary>Makes the host's own token known before it takes requests. May be called more than once.</summary>
    public static void AddOwnToken(this IHostApplicationBuilder builder)
    {
        if (builder.Services.All(service => service.ImplementationType != typeof(OwnToken)))
            builder.Services.AddSingleton<IHostedService, OwnToken>();
    }
}
