using System.Runtime.InteropServices;
using Factory.Router.Transcripts;
using Microsoft.Extensions.Caching.Memory;

namespace Factory.Router.Protocols;

/// <summary>
/// Rendered messages of transcripts, which are append-only: a turn is rendered once and not at every later turn. Bounded in bytes: what finds no
/// room is rendered anew, and pushes nothing out. Of more runs than have room, some are always found, where taking turns would find none; and
/// what lived long in memory leaves no holes there.
/// </summary>
internal sealed class PieceCache(long capacity) : IDisposable
{
    /// <summary>In bytes, for all runs together.</summary>
    public const long DefaultCapacity = 16L * 1024 * 1024;

    private const int EntryOverhead = 512;

    private static readonly TimeSpan Unasked = TimeSpan.FromMinutes(1);

    private readonly MemoryCache pieces = new(new MemoryCacheOptions { SizeLimit = capacity, CompactionPercentage = 0, ExpirationScanFrequency = Unasked / 4 });

    /// <summary>Reading and rendering make garbage; thousands of runs that are asked for at once do it a few at a time.</summary>
    private readonly SemaphoreSlim gate = new(2 * Environment.ProcessorCount);

    public async ValueTask<byte[]> Get(PieceKey key, Func<CancellationToken, Task<byte[]>> render, CancellationToken cancellationToken)
    {
        if (pieces.TryGetValue(key, out byte[]? known))
        {
            return known!;
        }

        await gate.WaitAsync(cancellationToken);
        try
        {
            var rendered = await render(cancellationToken);
            pieces.Set(key, rendered, new MemoryCacheEntryOptions { Size = rendered.Length + EntryOverhead, SlidingExpiration = Unasked });
            return rendered;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose()
    {
        pieces.Dispose();
        gate.Dispose();
    }
}

/// <summary>What a piece is rendered for.</summary>
internal enum WireFormat
{
    ChatCompletions = 1,
    Responses = 2,
    Messages = 3,
}

/// <summary>Blobs never change, so what is rendered from them does not either. A blob's id names its team too.</summary>
/// <param name="Mark">Of a run, in parts that show it; null in others.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PieceKey(WireFormat Format, Casting.Dialect Dialect, string? Mark, TranscriptPiece Piece);
