using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Factory.SignalIntake.Receiving;

/// <summary>The raw bytes of a request, bounded, and what they say.</summary>
internal static class SignalBody
{
    /// <summary>A report of 1 MB, were every character of it escaped as six, and attachments in Base64.</summary>
    public const int LargestBytes = (6 * ReportText.LargestBytes) + (Attachments.MostBytes / 3 * 4) + 65_536;

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        MaxDepth = 4,
    };

    public static Task<byte[]> Read(HttpRequest request, CancellationToken ct) =>
        RequestBytes.Read(request, LargestBytes, $"A report may have {ReportText.LargestBytes:n0} bytes, and what is attached {Attachments.MostBytes:n0}; its request", ct);

    public static SignalRequest Parse(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<SignalRequest>(body, Strict) ?? throw SignalRefused.BadRequest("The request is empty", "Send a JSON object with 'repository' and 'report'.");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            var where = error is JsonException { LineNumber: { } line, BytePositionInLine: { } column } ? $" (line {line + 1}, byte {column + 1})" : "";
            throw SignalRefused.BadRequest("The request is not the JSON of a signal", $"Send one JSON object in UTF-8 with 'repository', 'report' and, as you like, 'title', 'kind', 'test', 'base', 'timeout', 'turns', 'usd', 'attachments', 'idempotencyKey'{where}.");
        }
    }
}
