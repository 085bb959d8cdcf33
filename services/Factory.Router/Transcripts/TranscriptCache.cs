using Microsoft.Extensions.Caching.Memory;

namespace Factory.Router.Transcripts;

/// <summary>Transcripts as they were last read: references only, no text. Bounded; what is not here is read from the start.</summary>
/// <param name="capacity">Bytes at most, about; 0 keeps nothing. Default 8 MiB.</param>
internal sealed class TranscriptCache(long capacity = 8L * 1024 * 1024) : IDisposable
{
    private const int BytesPerRun = 1536;
    private const int BytesPerTurn = 56;

    private readonly MemoryCache transcripts = new(new MemoryCacheOptions { SizeLimit = capacity, CompactionPercentage = 0.1 });

    public RunTranscript? Find(Guid run) => transcripts.TryGetValue(run, out RunTranscript? known) ? known : null;

    public void Keep(Guid run, RunTranscript transcript)
    {
        if (transcript.Ended)
            transcripts.Remove(run);
        else
            transcripts.Set(run, transcript, new MemoryCacheEntryOptions { Size = BytesPerRun + BytesPerTurn * transcript.Turns.Count });
    }

    public void Dispose() => transcripts.Dispose();
}
