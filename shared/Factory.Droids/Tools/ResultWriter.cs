using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Factory.Contracts;
using Factory.Contracts.Transcripts;
using Factory.Droids.Quoting;
using Factory.Droids.Sessions;
using Factory.History;
using Factory.Workspaces.Scanning;

namespace Factory.Droids.Tools;

/// <summary>
/// Makes what tools said into what is recorded and shown: without secrets, with unseen characters made visible, cut where it is long. Nothing of a tool's output reaches history or a model otherwise.
/// </summary>
internal sealed partial class ResultWriter(BlobStore blobs)
{
    /// <summary>Larger output is stored at once, so that a turn of many commands does not hold all of theirs.</summary>
    private const int MostBytesWithTurn = 256 * 1024;

    private const int MostBytesKept = 16 << 20;

    /// <returns>A result for each call, and the whole outputs that are still to be stored.</returns>
    public async Task<(IReadOnlyList<ToolResult> Results, IReadOnlyList<ReadOnlyMemory<byte>> Wholes)> Write(IReadOnlyList<ToolCall> calls, List<ToolOutcome> outcomes, ToolContext context, CancellationToken ct)
    {
        var results = new List<ToolResult>(calls.Count);
        var wholes = new List<ReadOnlyMemory<byte>>();
        for (var i = 0; i < calls.Count; i++)
        {
            var (outcome, text) = (outcomes[i], Redaction.Of(UnseenText.Show(outcomes[i].Text)));
            ReadOnlyMemory<byte>? whole = outcome.Log ?? (text.Length > outcome.Shown ? Encoding.UTF8.GetBytes(text) : null);
            var kept = whole is { } bytes ? await Keep(Bounded(bytes), outcome.Origin, context, wholes, ct) : null;
            var shown = Excerpt.Of(text, outcome.Shown, outcome.Log is null && kept is not null && context.OpenWorkspace is not null ? KeptOutputs.NameOf(kept) : null);
            results.Add(new ToolResult(calls[i].Id, calls[i].Tool, outcome.IsError, outcome.Ending is null ? shown : $"{shown.TrimEnd('\n')}\n{outcome.Ending}", kept));
        }

        return (results, wholes);
    }

    /// <summary>Of what the results say, times and names of outputs aside: the same again gives the same.</summary>
    public static string Fingerprint(IEnumerable<ToolResult> results) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', results.Select(result => Passing().Replace(result.Text, ""))))).AsSpan(0, 8));

    private async Task<BlobRef> Keep(ReadOnlyMemory<byte> whole, string? origin, ToolContext context, List<ReadOnlyMemory<byte>> wholes, CancellationToken ct)
    {
        var kept = BlobStore.Describe(context.Team, whole.Span);
        if (whole.Length > MostBytesWithTurn)
            await blobs.Put(context.Team, whole, TurnRunner.TextType, ct);
        else
            wholes.Add(whole);
        if (context.OpenWorkspace is not null)
            context.Session.Outputs.Keep(kept, origin);
        return kept;
    }

    private static ReadOnlyMemory<byte> Bounded(ReadOnlyMemory<byte> bytes) => bytes.Length <= MostBytesKept ? bytes : bytes[..MostBytesKept];

    [GeneratedRegex("""(?<![\w.])[0-9]+(\.[0-9]+)? ?(ms|s|sec|seconds)\b|"seconds":[0-9.]+|\bo[0-9a-f]{6}\b|0x[0-9a-f]{6,}""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Passing();
}
