using System.Text.Json;
using Factory.Outbound.Connecting;
using Factory.Outbound.Hosts;

namespace Factory.Outbound.Fetching;

/// <summary>One request in, one answer out.</summary>
public static class FetchProgram
{
    /// <summary>The program's argument for it.</summary>
    public const string Mode = "fetch";

    internal static async Task Run(Stream input, Stream output, INetwork network)
    {
        var request = await JsonSerializer.DeserializeAsync<FetchRequest>(input, FetchAnswer.Json) ?? throw new JsonException("an empty request");
        var answer = await new Fetcher(new HostRules(request.Hosts), network).Fetch(request.Url, CancellationToken.None);
        await JsonSerializer.SerializeAsync(output, answer, FetchAnswer.Json);
        await output.FlushAsync();
    }
}
