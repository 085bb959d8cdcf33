using System.Globalization;
using Factory.Contracts.Repositories;
using Factory.Workspaces.Repositories;
using Factory.Workspaces.Repositories.Remotes;
using Factory.Workspaces.Sandboxing;

namespace Factory.Publisher.Remotes;

/// <summary>Git with repositories on other machines.</summary>
internal static partial class RemotesSetup
{
    private const string Section = "Factory:Git";

    /// <summary>Where credentials come from is registered by the forges.</summary>
    /// <exception cref="InvalidOperationException">A limit in the configuration cannot be read.</exception>
    public static void AddRemotes(this IServiceCollection services, IConfiguration configuration, Func<IServiceProvider, string> mirrors, SandboxOptions sandbox)
    {
        var limits = Limits(configuration.GetSection(Section));
        services.AddSingleton(HostPlaces.OfSystem());
        services.AddSingleton<RemoteRepositories>();
        services.AddSingleton(provider => new RemoteMirrors(mirrors(provider), sandbox, limits, Told(provider)));
        services.AddSingleton(provider => new RemotePublisher(mirrors(provider), PublishChange.BranchPrefix, sandbox, limits));
    }

    /// <summary>What happens to mirrors is said in the log.</summary>
    public static Action<string> Told(IServiceProvider provider)
    {
        var log = provider.GetRequiredService<ILogger<Mirrors>>();
        return what => Say(log, what);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{What}")]
    private static partial void Say(ILogger log, string what);

    private static RemoteLimits Limits(IConfigurationSection section)
    {
        var usual = new RemoteLimits();
        return new RemoteLimits
        {
            Look = Seconds(section, "LookSeconds", usual.Look),
            Transfer = Seconds(section, "TransferSeconds", usual.Transfer),
            Silence = Seconds(section, "SilenceSeconds", usual.Silence),
            Size = Number(section, "LargestMegabytes", usual.Size >> 20) << 20,
        };
    }

    private static TimeSpan Seconds(IConfigurationSection section, string key, TimeSpan usual) => TimeSpan.FromSeconds(Number(section, key, (long)usual.TotalSeconds));

    private static long Number(IConfigurationSection section, string key, long usual) =>
        section[key] is not { Length: > 0 } written ? usual
        : long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 10_000_000 ? number
        : throw new InvalidOperationException($"Configuration key {section.Path}:{key} is '{written}': write a whole number from 1 to 10000000.");
}
