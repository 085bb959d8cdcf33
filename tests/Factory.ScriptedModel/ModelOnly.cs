using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Factory.ScriptedModel;

/// <summary>Reads the model's name from the start of a body and drops the rest, so that thousands of large requests can wait at once.</summary>
internal static partial class ModelOnly
{
    private const int BufferSize = 16 * 1024;

    public static async Task<ScriptedRequest> Read(Stream body, string? authorization, ScriptedProtocol protocol, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var length = await body.ReadAsync(buffer, cancellationToken);
            var start = Encoding.UTF8.GetString(buffer, 0, Math.Min(length, 1024));
            var (model, streams) = (ModelName().Match(start).Groups["name"].Value, start.Contains("\"stream\":true", StringComparison.Ordinal));
            while (length > 0)
            {
                length = await body.ReadAsync(buffer, cancellationToken);
            }

            return new ScriptedRequest(model, [], [], null, authorization, streams) { Protocol = protocol };
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    [GeneratedRegex("\"model\"\\s*:\\s*\"(?<name>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ModelName();
}
