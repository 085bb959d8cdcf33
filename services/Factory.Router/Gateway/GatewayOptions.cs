namespace Factory.Router.Gateway;

/// <summary>Limits of the gateway: section <c>Factory:Gateway</c>.</summary>
internal sealed record GatewayOptions
{
    public const string SectionName = "Factory:Gateway";

    /// <summary>A request's body at most, in bytes. Default 32 MiB, 1 KiB to 1 GiB.</summary>
    public long LongestBody { get; init; } = 32L << 20;

    /// <summary>What is kept of a body at most, to find its model and to be able to ask another, in bytes. What is longer passes through, and only one model is asked. Default 4 MiB.</summary>
    public int HeldBody { get; init; } = 4 << 20;

    /// <summary>What is kept of all bodies together at most, in bytes. Default 256 MiB.</summary>
    public long HeldBodies { get; init; } = 256L << 20;

    /// <summary>How long a body may take until its model is known. Default 30 seconds.</summary>
    public TimeSpan BodyPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Calls of one key at once. Default 256.</summary>
    public int CallsAtOnce { get; init; } = 256;

    /// <exception cref="InvalidOperationException">A value is out of its range.</exception>
    public static GatewayOptions From(IConfiguration configuration)
    {
        var options = configuration.GetSection(SectionName).Get<GatewayOptions>() ?? new GatewayOptions();
        return options is { LongestBody: >= 1024 and <= 1L << 30, HeldBody: >= 1024 and <= 1 << 28, CallsAtOnce: > 0 } && options.HeldBodies >= options.HeldBody && options.BodyPatience > TimeSpan.Zero
            ? options
            : throw new InvalidOperationException($"{SectionName}: LongestBody must be 1024 to 1073741824 bytes, HeldBody 1024 to 268435456 and at most HeldBodies, BodyPatience and CallsAtOnce more than 0.");
    }
}
