using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using Factory.Emulators;

namespace Factory.SignalIntake.Tests.GitHub;

/// <summary>The payloads of npm @octokit/webhooks-examples: what GitHub and GitHub Enterprise Server really sent.</summary>
internal static class ExampleDeliveries
{
    public static async Task<IReadOnlyList<ExampleDelivery>> All()
    {
        var archive = await NpmPackage.WebhookExamples.Archive();
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
}

internal sealed record ExampleDelivery(string Origin, string Event, byte[] Body);
