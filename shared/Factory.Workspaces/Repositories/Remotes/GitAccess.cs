namespace Factory.Workspaces.Repositories.Remotes;

/// <summary>What git needs to speak with one host. A class, not a record: nothing prints what it holds.</summary>
public sealed class GitAccess
{
    /// <summary>For <c>https</c>, and for <c>http</c> on this machine. Null: as anybody.</summary>
    public GitToken? Token { get; init; }

    /// <summary>For <c>ssh</c>.</summary>
    public GitSshKey? SshKey { get; init; }

    /// <summary>Certificates, in PEM, of those who may vouch for the host over TLS, instead of the system's. Null for the system's.</summary>
    public string? Certificates { get; init; }

    /// <summary>The host may lie in a private network or on this machine. Default: false.</summary>
    public bool AllowsPrivateHost { get; init; }
}

/// <summary>A short-lived secret for one host.</summary>
public sealed class GitToken(string user, string secret)
{
    /// <summary>GitHub takes <c>x-access-token</c>.</summary>
    public string User { get; } = user;

    public string Secret { get; } = secret;
}

/// <summary>A key, and the keys by which the host is known.</summary>
public sealed class GitSshKey(string privateKey, string knownHosts)
{
    /// <summary>As <c>ssh-keygen</c> writes it, without a passphrase.</summary>
    public string PrivateKey { get; } = privateKey;

    /// <summary>Lines as in <c>known_hosts</c>. A host that is not in them, or has another key, is not spoken with.</summary>
    public string KnownHosts { get; } = knownHosts;
}
