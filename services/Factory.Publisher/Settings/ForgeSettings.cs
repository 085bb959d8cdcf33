using Factory.Contracts;
using Factory.Settings;

namespace Factory.Publisher.Settings;

/// <summary>A forge: where it is, how it is asked, and what may be written there.</summary>
/// <param name="Address">Where people see it and git is served, without a final slash, for example <c>https://github.com</c>.</param>
/// <param name="Api">Where its REST API is, without a final slash.</param>
/// <param name="Authority">PEM file with the certificates that its own is checked by; null for those of the system.</param>
/// <param name="App">Set where the factory is a GitHub App there; else <paramref name="Token"/> is.</param>
/// <param name="Repositories">What may be worked on: <c>owner/name</c> or <c>owner/*</c>.</param>
internal sealed record ForgeSettings(string Name, Uri Address, Uri Api, string? Authority, AppSettings? App, KeySource? Token, IReadOnlyList<string> Repositories)
{
    /// <summary>Teams whose missions may work there; null for all.</summary>
    public IReadOnlySet<string>? Teams { get; init; }

    /// <summary>For git over ssh; null where it goes over https.</summary>
    public SshSettings? Ssh { get; init; }

    /// <summary>The factory's own login there, without @, with <c>[bot]</c> of an App.</summary>
    public string Bot { get; init; } = "factory";

    /// <summary>Where missed deliveries are fetched from; null for nowhere.</summary>
    public CatchUpSettings? CatchUp { get; init; }

    public OutputPolicy Policy { get; init; } = new();

    /// <summary>Whether the address is of this forge and the repository is listed here.</summary>
    public bool Has(RepositoryAddress repository) => IsAt(repository) && Allows($"{repository.Owner}/{repository.Name}");

    /// <summary>Whether missions of the team may work there.</summary>
    public bool Serves(string team) => Teams?.Contains(team) is not false;

    /// <summary>The port of ssh says nothing about that of the web.</summary>
    public bool IsAt(RepositoryAddress repository) =>
        repository.IsSsh ? string.Equals(repository.Host, Address.IdnHost, StringComparison.OrdinalIgnoreCase)
        : string.Equals(repository.Scheme, Address.Scheme, StringComparison.Ordinal) && string.Equals(repository.Authority, Address.Authority, StringComparison.OrdinalIgnoreCase);

    private bool Allows(string fullName) => Repositories.Any(allowed =>
        allowed.EndsWith("/*", StringComparison.Ordinal)
            ? fullName.StartsWith(allowed[..^1], StringComparison.OrdinalIgnoreCase)
            : string.Equals(fullName, allowed, StringComparison.OrdinalIgnoreCase));
}

/// <param name="Id">The App's id, or its client id.</param>
/// <param name="PrivateKeyFile">PEM.</param>
internal sealed record AppSettings(string Id, string PrivateKeyFile);

internal sealed record SshSettings(string KeyFile, string KnownHostsFile);

/// <param name="Source">The source of <c>factory.signals.yaml</c> that the deliveries are of.</param>
/// <param name="Team">That source's team.</param>
internal sealed record CatchUpSettings(string Source, string Team);
