namespace Factory.Workspaces.Repositories.Remotes;

/// <summary>How long and how much another machine may take.</summary>
public sealed record RemoteLimits
{
    /// <summary>For asking a host what it has, which comes before each fetch and push. Default: 1 minute.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>For one fetch or push. Default: 30 minutes.</summary>
    public TimeSpan Transfer { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a host may send nothing. Default: 2 minutes; whole seconds.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Bytes of the pack that is fetched. Default: 8 GiB.</summary>
    public long Size { get; init; } = 8L << 30;
}
