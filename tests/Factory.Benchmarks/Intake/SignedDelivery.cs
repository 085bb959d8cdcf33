using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Factory.Benchmarks.Intake;

/// <summary>Requests as GitHub sends them, each with a body and an id of its own, made in place: the load shares the cores with what it measures.</summary>
internal sealed class SignedDelivery
{
    public const string Secret = "for-benchmarks-only";

    private const int BodyBytes = 11_000;
    private const int NumberDigits = 12;
    private static readonly byte[] Key = Encoding.UTF8.GetBytes(Secret);

    private readonly byte[] _request;
    private readonly int _id;
    private readonly int _signature;
    private readonly int _number;
    private readonly int _body;

    public SignedDelivery(Uri address)
    {
        var filler = Filler();
        var body = $$$"""{"action":"edited","number":"{{{new string('0', NumberDigits)}}}","repository":{"full_name":"acme/shop"},"issues":[{{{filler}}}]}""";
        var head = string.Create(CultureInfo.InvariantCulture, $"""
            POST {address.AbsolutePath} HTTP/1.1
            Host: {address.Authority}
            Content-Type: application/json
            X-GitHub-Event: issues
            X-GitHub-Delivery: bench-{new string('0', NumberDigits)}
            X-Hub-Signature-256: sha256={new string('0', 64)}
            Content-Length: {body.Length}


            """).ReplaceLineEndings("\r\n");
        _request = Encoding.ASCII.GetBytes(head + body);
        _body = head.Length;
        _id = head.IndexOf("bench-", StringComparison.Ordinal) + "bench-".Length;
        _signature = head.IndexOf("sha256=", StringComparison.Ordinal) + "sha256=".Length;
        _number = head.Length + body.IndexOf("0000", StringComparison.Ordinal);
    }

    /// <summary>The name that the receiver knows it by.</summary>
    public static string IdOf(long number) => string.Create(CultureInfo.InvariantCulture, $"bench-{number:D12}");

    /// <summary>Valid until the next one is made.</summary>
    public ReadOnlyMemory<byte> Of(long number)
    {
        Write(_id, number);
        Write(_number, number);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Key, _request.AsSpan(_body), hash);
        Convert.TryToHexStringLower(hash, _request.AsSpan(_signature), out _);
        return _request;
    }

    /// <summary>What GitHub's payloads mostly are: ids, and addresses that repeat.</summary>
    private static string Filler()
    {
        var random = new Random(7);
        var text = new StringBuilder();
        while (text.Length < BodyBytes)
            text.Append(text.Length > 0 ? "," : "").Append(CultureInfo.InvariantCulture, $$"""{"id":{{random.Next()}},"node_id":"I_{{random.NextInt64():x}}","labels_url":"https://api.github.com/repos/acme/shop/issues/{{random.Next(9999)}}/labels{/name}","site_admin":false}""");
        return text.ToString();
    }

    private void Write(int at, long number) => Utf8Formatter.TryFormat(number, _request.AsSpan(at, NumberDigits), out _, new System.Buffers.StandardFormat('D', NumberDigits));
}
