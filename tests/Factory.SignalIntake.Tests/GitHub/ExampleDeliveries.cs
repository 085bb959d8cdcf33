using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Factory.SignalIntake.Tests.GitHub;

/// <summary>The payloads of npm @octokit/webhooks-examples: what GitHub and GitHub Enterprise Server really sent.</summary>
internal static class ExampleDeliveries
{
    private const string Package = "https://registry.npmjs.org/@octokit/webhooks-examples/-/webhooks-examples-7.6.1.tgz";
    private const string Sha512 = "De6U3XB6O3DtCa7bKgCMzTHdeopqqZ6SNivMYJnK65ierKL1AnNIA0tkRYCRS7lwGT792d+Ps1WbfHlso6MynQ==";

    public static async Task<IReadOnlyList<ExampleDelivery>> All()
    {
        var archive = await Archive();
        using var unpacked = new GZipStream(new MemoryStream(archive), CompressionMode.Decompress);
        await using var tar = new TarReader(unpacked);
        var examples = new List<ExampleDelivery>();
        while (await tar.GetNextEntryAsync(copyData: true) is { } entry)
        {
            if (!entry.Name.EndsWith("/index.json", StringComparison.Ordinal))
                continue;
            using var document = await JsonDocument.ParseAsync(entry.DataStream!);
            foreach (var kind in document.RootElement.EnumerateArray())
            {
                foreach (var example in kind.GetProperty("examples").EnumerateArray())
                    examples.Add(new ExampleDelivery(entry.Name.Split('/')[1], kind.GetProperty("name").GetString()!, JsonSerializer.SerializeToUtf8Bytes(example)));
            }
        }

        return examples;
    }

    /// <summary>A machine without the registry cannot hold the table; that is said, and is no fault of the product.</summary>
    private static async Task<byte[]> Download()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        try
        {
            return await http.GetByteArrayAsync(new Uri(Package));
        }
        catch (Exception away) when (away is HttpRequestException or TaskCanceledException)
        {
            Assert.Skip($"{Package} cannot be had: {away.Message}");
            throw;
        }
    }

    private static async Task<byte[]> Archive()
    {
        var kept = Path.Combine(Path.GetTempPath(), "factory-test-packages", "webhooks-examples-7.6.1.tgz");
        if (!File.Exists(kept))
        {
            var bytes = await Download();
            Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
            var half = $"{kept}.{Guid.NewGuid():n}";
            await File.WriteAllBytesAsync(half, bytes);
            File.Move(half, kept, overwrite: true);
        }

        var archive = await File.ReadAllBytesAsync(kept);
        Assert.Equal(Sha512, Convert.ToBase64String(SHA512.HashData(archive)));
        return archive;
    }
}

internal sealed record ExampleDelivery(string Origin, string Event, byte[] Body);
