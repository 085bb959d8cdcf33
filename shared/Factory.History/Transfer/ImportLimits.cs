namespace Factory.History.Transfer;

/// <summary>What an imported file may hold at most.</summary>
public sealed record ImportLimits
{
    /// <summary>Bytes of the file itself. Default 1 GiB.</summary>
    public long LargestFile { get; init; } = 1L << 30;

    /// <summary>Bytes of all that it unpacks to. Default 4 GiB.</summary>
    public long LargestUnpacked { get; init; } = 4L << 30;

    /// <summary>Bytes of one event. Default 4 MiB.</summary>
    public int LongestLine { get; init; } = 4 << 20;

    /// <summary>Streams. Default 10,000.</summary>
    public int MostStreams { get; init; } = 10_000;

    /// <summary>Events. Default 100,000.</summary>
    public int MostEvents { get; init; } = 100_000;

    /// <summary>Blobs. Default 100,000.</summary>
    public int MostBlobs { get; init; } = 100_000;
}
