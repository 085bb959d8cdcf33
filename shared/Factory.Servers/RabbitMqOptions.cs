namespace Factory.Servers;

/// <summary>How a private RabbitMQ is run.</summary>
public sealed record RabbitMqOptions
{
    /// <summary>Where its data, password, configuration and log are kept; created when missing, used again when it is there.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The port on 127.0.0.1, 1 to 65535; default: a free one.</summary>
    public int? Port { get; init; }

    /// <summary>Whether it is started again, on the same port, when it dies by itself. Default false.</summary>
    public bool KeepRunning { get; init; }

    /// <summary>Told in words what people should know, for example that it died.</summary>
    public Action<string> Log { get; init; } = static _ => { };

    /// <summary>Further lines of rabbitmq.conf.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];
}
