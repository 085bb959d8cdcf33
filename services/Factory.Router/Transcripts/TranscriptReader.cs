using System.Text;
using System.Text.Json;
using Factory.Contracts;
using Factory.Contracts.Runs;
using Factory.Contracts.Transcripts;
using Factory.Droids.Roles;
using Factory.History;

namespace Factory.Router.Transcripts;

/// <summary>Reads a run's transcript from history: the stream first, what it refers to as it is needed.</summary>
internal sealed class TranscriptReader(EventStore events, BlobStore blobs, TranscriptCache known) : IDisposable
{
    /// <summary>Thousands that are asked for at once do not take every connection of the process.</summary>
    private readonly SemaphoreSlim gate = new(4 * Environment.ProcessorCount);

    /// <summary>What a turn is asked for with; not read again where all of it is known.</summary>
    /// <exception cref="TranscriptMissing">No run of this id was started.</exception>
    public ValueTask<RunTranscript> Before(AskModel ask, CancellationToken cancellationToken) =>
        known.Find(ask.RunId) is { } transcript && transcript.HasAllBefore(ask.Turn, ask.Notes) ? ValueTask.FromResult(transcript) : new ValueTask<RunTranscript>(Read(ask.RunId, cancellationToken));

    /// <summary>As it is now. History is append-only: only what came since the last time is read.</summary>
    /// <exception cref="TranscriptMissing">No run of this id was started.</exception>
    public async Task<RunTranscript> Read(Guid run, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            var before = known.Find(run);
            var stored = new List<StoredEvent>();
            await foreach (var happened in events.Read(run, before?.Version ?? 0, cancellationToken))
            {
                stored.Add(happened);
            }

            var transcript = RunTranscript.From(before, stored) ?? throw new TranscriptMissing(run);
            known.Keep(run, transcript);
            return transcript;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    public async Task<string> Text(string team, Guid blob, CancellationToken cancellationToken) =>
        Encoding.UTF8.GetString(await blobs.Get(team, blob, cancellationToken));

    public async Task<Answer> Answer(string team, Guid blob, CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize<Answer>(await blobs.Get(team, blob, cancellationToken), DroidJson.Options)
        ?? throw new JsonException($"Blob {blob} holds null instead of an answer.");

    /// <param name="blob">Null for none.</param>
    /// <param name="cutTo">Characters that remain of each result; null for all.</param>
    public async Task<IReadOnlyList<ToolResult>> Results(string team, Guid? blob, int? cutTo, CancellationToken cancellationToken)
    {
        if (blob is not { } results)
            return [];
        var whole = JsonSerializer.Deserialize<ToolResult[]>(await blobs.Get(team, results, cancellationToken), DroidJson.Options) ?? [];
        return cutTo is { } most ? [.. whole.Select(result => result with { Text = Cut(result.Text, most) })] : whole;
    }

    private static string Cut(string text, int most) =>
        text.Length <= most ? text : $"{text.AsSpan(0, most / 2)}\n[cut: {text.Length - most} characters, since the conversation became too long; read it again in parts]\n{text.AsSpan(text.Length - most / 2)}";
}
