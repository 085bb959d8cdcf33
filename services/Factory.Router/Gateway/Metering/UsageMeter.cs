using System.Buffers;
using System.Text.Json;
using Factory.Contracts.Runs;

namespace Factory.Router.Gateway.Metering;

/// <summary>
/// Reads what a call used from the bytes of its answer as they pass, of any protocol, streamed or whole, and keeps none of them. In JSON the bytes
/// <c>"usage"</c> stand only where a text begins: within a text each quote has a backslash before it. A model could still write a member of this name into the
/// arguments of a call, so of several figures the highest counts.
/// </summary>
internal sealed class UsageMeter(Protocol protocol)
{
    private const int LongestUsage = 4096;
    private const int BytesPerToken = 4;

    /// <summary>What is shorter says that the stream is alive, or over.</summary>
    private const int ShortestWithText = 64;
    private static readonly byte[] Key = "\"usage\""u8.ToArray();

    private ArrayBufferWriter<byte>? captured;
    private int matched;
    private long bytes;
    private long events;
    private long shortestEvent = long.MaxValue;
    private long eventStart;
    private bool lineFeed;
    private long input;
    private long cached;
    private long written;
    private long output;
    private bool isFound;

    public void Read(ReadOnlySpan<byte> passing)
    {
        CountEvents(passing);
        bytes += passing.Length;
        while (!passing.IsEmpty)
        {
            passing = captured is { } capture && matched == Key.Length ? Capture(capture, passing) : Find(passing);
        }
    }

    /// <summary>What the provider counted, or what it comes to by the length of what passed.</summary>
    /// <param name="inputTokens">About what the request comes to.</param>
    /// <param name="whole">Whether the answer came to its end. Of one that did not the provider may have counted the beginning only, as Messages does in its first event.</param>
    public Usage Usage(long inputTokens, bool whole)
    {
        EndCapture();
        if (isFound)
        {
            var all = protocol == Protocol.Messages ? input + cached + written : input;
            var seen = whole ? output : Math.Max(output, EstimatedOutput());
            return new Usage(all, cached, seen, Estimated: seen > output) { CacheWriteTokens = written };
        }

        return new Usage(inputTokens, 0, EstimatedOutput(), Estimated: true);
    }

    /// <summary>Most events of a stream carry little more than their envelope: what is beyond the shortest of them is what the model wrote, and an event is a token at least.</summary>
    private long EstimatedOutput() =>
        events == 0 ? bytes / BytesPerToken : Math.Max(events, (bytes - events * Math.Min(shortestEvent, bytes / events)) / BytesPerToken);

    private ReadOnlySpan<byte> Find(ReadOnlySpan<byte> passing)
    {
        if (matched == 0)
        {
            var at = passing.IndexOf(Key);
            if (at < 0)
            {
                matched = PartAtEnd(passing);
                return [];
            }

            passing = passing[at..];
        }

        var wanted = Key.AsSpan(matched);
        var count = Math.Min(wanted.Length, passing.Length);
        if (!passing[..count].SequenceEqual(wanted[..count]))
        {
            // The key begins with its only quote but the last: nothing of what was matched can begin another one.
            matched = 0;
            return passing;
        }

        matched += count;
        if (matched == Key.Length)
        {
            (captured ??= new ArrayBufferWriter<byte>(256)).ResetWrittenCount();
        }

        return passing[count..];
    }

    private static int PartAtEnd(ReadOnlySpan<byte> passing)
    {
        for (var length = Math.Min(Key.Length - 1, passing.Length); length > 0; length--)
        {
            if (passing[^length..].SequenceEqual(Key.AsSpan(0, length)))
            {
                return length;
            }
        }

        return 0;
    }

    /// <summary>Keeps what follows the key until it is an object.</summary>
    private ReadOnlySpan<byte> Capture(ArrayBufferWriter<byte> capture, ReadOnlySpan<byte> passing)
    {
        var end = passing.IndexOf((byte)'}');
        var part = end < 0 ? passing : passing[..(end + 1)];
        capture.Write(part[..Math.Min(part.Length, LongestUsage)]);
        if (!MayBecomeObject(capture.WrittenSpan) || capture.WrittenCount > LongestUsage || (end >= 0 && Parse(capture.WrittenSpan)))
        {
            matched = 0;
        }

        return passing[part.Length..];
    }

    private void EndCapture()
    {
        if (matched == Key.Length && captured is not null)
        {
            Parse(captured.WrittenSpan);
            matched = 0;
        }
    }

    private static bool MayBecomeObject(ReadOnlySpan<byte> after)
    {
        var start = after.IndexOfAnyExcept(" \t\r\n:"u8);
        return start < 0 || after[start] == (byte)'{';
    }

    private bool Parse(ReadOnlySpan<byte> after)
    {
        var start = after.IndexOf((byte)'{');
        if (start < 0)
        {
            return true;
        }

        var reader = new Utf8JsonReader(after[start..], isFinalBlock: false, default);
        try
        {
            JsonElement? usage = JsonElement.TryParseValue(ref reader, out var parsed) ? parsed : null;
            if (usage is not { } found)
            {
                return false;
            }

            Count(found);
            return true;
        }
        catch (JsonException)
        {
            // Not a usage after all; another one may come.
            return true;
        }
    }

    private void Count(JsonElement usage)
    {
        var (inputNow, outputNow) = (Number(usage, "prompt_tokens", "input_tokens"), Number(usage, "completion_tokens", "output_tokens"));
        isFound |= inputNow is not null || outputNow is not null;
        input = Math.Max(input, inputNow ?? 0);
        output = Math.Max(output, outputNow ?? 0);
        written = Math.Max(written, Number(usage, "cache_creation_input_tokens") ?? 0);
        cached = Math.Max(cached, Cached(usage));
    }

    private static long Cached(JsonElement usage) =>
        Number(usage, "cache_read_input_tokens")
        ?? (usage.TryGetProperty("prompt_tokens_details", out var details) || usage.TryGetProperty("input_tokens_details", out details)
            ? details.ValueKind == JsonValueKind.Object ? Number(details, "cached_tokens") ?? 0 : 0
            : 0);

    private static long? Number(JsonElement element, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= 0)
            {
                return number;
            }
        }

        return null;
    }

    /// <summary>Two line feeds end an event of a stream.</summary>
    private void CountEvents(ReadOnlySpan<byte> passing)
    {
        var at = 0;
        while (at < passing.Length && passing[at..].IndexOf((byte)'\n') is >= 0 and var next)
        {
            var ends = next == 0 && lineFeed;
            if (ends)
            {
                EndEvent(bytes + at + 1);
            }

            lineFeed = !ends;
            at += next + 1;
        }

        lineFeed &= at == passing.Length;
    }

    private void EndEvent(long end)
    {
        events++;
        if (end - eventStart >= ShortestWithText)
        {
            shortestEvent = Math.Min(shortestEvent, end - eventStart);
        }

        eventStart = end;
    }
}
