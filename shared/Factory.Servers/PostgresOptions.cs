namespace Factory.Servers;

/// <summary>How a private PostgreSQL is run.</summary>
public sealed record PostgresOptions
{
    /// <summary>Where the cluster, its password and its log are kept; created when missing, used again when it is there.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The port on 127.0.0.1, 1 to 65535; default: a free one.</summary>
    public int? Port { get; init; }

    /// <summary>Whether a commit is on disk before it is confirmed. Default true; false only where the data may be lost.</summary>
    public bool Fsync { get; init; } = true;

    /// <summary>Connections at once, 10 to 10,000; default 200.</summary>
    public int MaxConnections { get; init; } = 200;

    /// <summary>Whether it is started again, on the same port, when it dies by itself. Default false.</summary>
    public bool KeepRunning { get; init; }

    /// <summary>Further settings as in postgresql.conf; they win over ours.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Told in words what people should know, for example that the cluster had to be put elsewhere.</summary>
    public Action<string> Log { get; init; } = static _ => { };
}
