using System.Buffers;
using Microsoft.AspNetCore.Http.Features;

namespace Factory.Router.Gateway.Requests;

/// <summary>The start of a request's body, up to where its model is known; all of it where it is short.</summary>
internal sealed class HeldBody : IDisposable
{
    /// <summary>So much is read before anything is decided: nearly all requests are complete then.</summary>
    private const int First = 64 * 1024;
    private const int FirstOfUnknownLength = 4 * 1024;

    private readonly GatewayOptions options;
    private readonly HeldBodies all;
    private readonly Stream body;
    private byte[] buffer;

    private HeldBody(HttpRequest request, GatewayOptions options, HeldBodies all)
    {
        (this.options, this.all, body, ContentLength) = (options, all, request.Body, request.ContentLength);
        var first = (int)Math.Clamp(ContentLength ?? FirstOfUnknownLength, 1, First);
        all.Take(first);
        buffer = ArrayPool<byte>.Shared.Rent(first);
        Taken = first;
    }

    public RequestFields Fields { get; } = new();

    /// <summary>What was read.</summary>
    public ReadOnlyMemory<byte> Bytes => buffer.AsMemory(0, Length);

    public int Length { get; private set; }

    /// <summary>Whether that is all of the body.</summary>
    public bool Complete { get; private set; }

    /// <summary>As the caller gave it; null for a body in chunks.</summary>
    public long? ContentLength { get; }

    /// <summary>What is not held.</summary>
    public Stream Rest => body;

    private int Taken { get; set; }

    /// <summary>Reads until the model is known.</summary>
    /// <exception cref="RequestRefused">There is none, or the body is none.</exception>
    /// <exception cref="BadHttpRequestException">The caller broke off, or sent too much or too slowly.</exception>
    public static async Task<HeldBody> Read(HttpContext context, GatewayOptions options, HeldBodies all)
    {
        CheckHeaders(context.Request);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = options.LongestBody;
        }

        if (context.Request.ContentLength > options.LongestBody)
        {
            throw RequestRefused.TooLong($"The body is longer than {options.LongestBody} bytes.");
        }

        var held = new HeldBody(context.Request, options, all);
        try
        {
            await held.Read(First, context.RequestAborted);
            if (!held.Complete && held.Fields.Model is null)
            {
                await held.Read(options.HeldBody, context.RequestAborted, onlyToModel: true);
            }

            _ = held.Fields.Model ?? throw (held.Complete
                ? RequestRefused.Invalid("The body names no model: give \"model\", either a name that GET /v1/models lists, or a role such as \"role:coder\".")
                : RequestRefused.TooLong($"The body names no model in its first {options.HeldBody} bytes: write \"model\" before what is long."));
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Reads on, so that the body can be sent more than once.</summary>
    /// <returns>Whether all of it is held now.</returns>
    public async Task<bool> ReadAll(CancellationToken cancellationToken)
    {
        if (!Complete && (ContentLength ?? 0) <= options.HeldBody)
        {
            await Read(options.HeldBody, cancellationToken);
        }

        return Complete;
    }

    public void Dispose()
    {
        all.Return(Taken);
        Taken = 0;
        ArrayPool<byte>.Shared.Return(Interlocked.Exchange(ref buffer, []));
    }

    private static void CheckHeaders(HttpRequest request)
    {
        var type = request.ContentType;
        if (type is null || !(type.Equals("application/json", StringComparison.OrdinalIgnoreCase) || (type.StartsWith("application/json;", StringComparison.OrdinalIgnoreCase) && IsUtf8(type))))
        {
            throw new RequestRefused(StatusCodes.Status415UnsupportedMediaType, "invalid_request", "Send the body with Content-Type: application/json, in UTF-8.");
        }

        if (request.Headers.ContentEncoding.Count > 0)
        {
            throw new RequestRefused(StatusCodes.Status415UnsupportedMediaType, "invalid_request", "Send the body without Content-Encoding.");
        }
    }

    private static bool IsUtf8(string type) =>
        !type.Contains("charset", StringComparison.OrdinalIgnoreCase) || type.Contains("utf-8", StringComparison.OrdinalIgnoreCase);

    private async Task Read(int atMost, CancellationToken cancellationToken, bool onlyToModel = false)
    {
        using var patience = ContentLength <= First ? null : CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience?.CancelAfter(options.BodyPatience);
        try
        {
            while (!Complete && Length < atMost && !(onlyToModel && Fields.Model is not null))
            {
                await ReadSome(atMost, patience?.Token ?? cancellationToken);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RequestRefused(StatusCodes.Status408RequestTimeout, "timeout", $"The body did not arrive within {options.BodyPatience.TotalSeconds:0} seconds.");
        }
    }

    private async ValueTask ReadSome(int atMost, CancellationToken cancellationToken)
    {
        if (Length == buffer.Length)
        {
            Grow(Math.Min(atMost, buffer.Length * 2));
        }

        var count = await body.ReadAsync(buffer.AsMemory(Length, Math.Min(buffer.Length, atMost) - Length), cancellationToken);
        if (count > 0)
        {
            Fields.Read(buffer.AsSpan(Length, count));
            Length += count;
        }

        // The last byte that was announced ends it; asking once more would cost a turn of the loop on every request.
        if (count == 0 || Length == ContentLength)
        {
            Complete = true;
            Fields.End();
        }
    }

    private void Grow(int size)
    {
        all.Take(size - Taken);
        Taken = size;
        var larger = ArrayPool<byte>.Shared.Rent(size);
        Bytes.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
