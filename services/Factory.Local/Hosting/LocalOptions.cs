namespace Factory.Local.Hosting;

/// <summary>How a factory in one process is run.</summary>
public sealed record LocalOptions
{
    /// <summary>Where everything is kept.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The command that starts it, for people: up, fix or demo.</summary>
    public string Kind { get; init; } = "up";

    /// <summary>The port on 127.0.0.1; null takes a free one.</summary>
    public int? Port { get; init; }

    /// <summary>A PostgreSQL database to use instead of a private cluster in the data folder.</summary>
    public string? Postgres { get; init; }

    /// <summary>Whether SIGINT and SIGTERM stop it. Default false: the caller decides when, and may have something to do first.</summary>
    public bool StopOnSignals { get; init; }

    /// <summary>Further configuration; wins over files and environment.</summary>
    public IReadOnlyDictionary<string, string?> Configuration { get; init; } = new Dictionary<string, string?>();
}
