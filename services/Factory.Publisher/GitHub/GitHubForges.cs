using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Factory.Contracts;
using Factory.Publisher.GitHub.Asking;
using Factory.Publisher.Outputs;
using Factory.Publisher.Settings;
using Factory.ServiceDefaults;

namespace Factory.Publisher.GitHub;

/// <summary>The forges of the settings, each with its connections; one whose settings have changed is opened anew.</summary>
/// <param name="between">What stands between the factory and its forges; tests hold requests and answers against the forge's description there.</param>
internal sealed class GitHubForges(PublisherFiles files, MissionLink link, TimeProvider time, IEnumerable<Func<DelegatingHandler>> between) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly RateLimits _limits = new(time);
    private readonly Dictionary<string, (ForgeSettings Settings, string Certificates, GitHubForge Forge)> _open = new(StringComparer.Ordinal);

    /// <summary>Forges that were replaced and may still be in use.</summary>
    private readonly List<GitHubForge> _replaced = [];

    /// <summary>The repository, if it is of a forge of the settings and the team may work there.</summary>
    /// <exception cref="OutputNotAllowed">It is not; says why.</exception>
    public GitHubRepository Open(string repository, string team)
    {
        if (RepositoryAddress.Read(repository, out var problem) is not { } address)
            throw new OutputNotAllowed(RepositoryAddress.IsMeant(repository) ? problem! : "The repository is a folder of this machine and has no forge.");
        return Open(address, team);
    }

    /// <exception cref="OutputNotAllowed">As of the other.</exception>
    public GitHubRepository Open(RepositoryAddress address, string team)
    {
        var file = files.Recent;
        var name = $"{address.Owner}/{address.Name}";
        if (file.ForgeOf(address) is not { } forge)
        {
            throw new OutputNotAllowed(file.Forges.FirstOrDefault(known => known.IsAt(address)) is { } near
                ? $"The repository {name} is not one of those that {PublisherFilePath.DefaultName} lists for the forge {near.Name}."
                : $"{PublisherFilePath.DefaultName} names no forge at {address.Host}.");
        }

        return forge.Serves(team) ? new GitHubRepository(Open(forge), address, link) : throw new OutputNotAllowed($"The team {team} may not work on the forge {forge.Name}, as {PublisherFilePath.DefaultName} has it.");
    }

    /// <summary>Null where the repository lies in a folder of this machine, or at no forge of the settings.</summary>
    public GitHubRepository? Find(string repository, string team) =>
        RepositoryAddress.Read(repository, out _) is { } address && files.Recent.ForgeOf(address) is { } forge && forge.Serves(team) ? new GitHubRepository(Open(forge), address, link) : null;

    public void Dispose()
    {
        foreach (var forge in _open.Values.Select(open => open.Forge).Concat(_replaced))
            forge.Dispose();
    }

    /// <exception cref="GitHubAway">The certificates of the settings cannot be read now.</exception>
    public GitHubForge Open(ForgeSettings settings)
    {
        var certificates = Certificates(settings);
        lock (_gate)
        {
            if (_open.TryGetValue(settings.Name, out var open))
            {
                if (ReferenceEquals(open.Settings, settings) && open.Certificates == certificates)
                    return open.Forge;
                _replaced.Add(open.Forge);
            }

            var forge = new GitHubForge(settings, Handler(certificates), time, _limits);
            _open[settings.Name] = (settings, certificates, forge);
            return forge;
        }
    }

    private static string Certificates(ForgeSettings settings)
    {
        try
        {
            return settings.Authority is { } file ? File.ReadAllText(file) : "";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new GitHubAway($"The certificates of forge {settings.Name} cannot be read from {settings.Authority}.", error);
        }
    }

    private HttpMessageHandler Handler(string certificates)
    {
        HttpMessageHandler handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = System.Net.DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxConnectionsPerServer = 16,
            SslOptions = certificates.Length == 0 ? new SslClientAuthenticationOptions() : Trusting(certificates),
        };
        foreach (var make in between)
        {
            var outer = make();
            outer.InnerHandler = handler;
            handler = outer;
        }

        return handler;
    }

    private static SslClientAuthenticationOptions Trusting(string certificates)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPem(certificates);
        return new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
    }
}
