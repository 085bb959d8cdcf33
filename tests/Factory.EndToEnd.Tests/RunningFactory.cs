using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Factory.Local.Hosting;
using Factory.Servers;

namespace Factory.EndToEnd.Tests;

/// <summary>A factory in the test's process, with a second team beside its own.</summary>
public sealed class RunningFactory : IAsyncLifetime
{
    private LocalFactory? _factory;

    public string DataFolder { get; } = Path.Combine(TestServers.NewFolder(), "data");

    /// <summary>With the token of the data folder: team default, an operator.</summary>
    public HttpClient Own { get; private set; } = null!;

    /// <summary>With a token of another team, no operator.</summary>
    public HttpClient Other { get; private set; } = null!;

    public HttpClient Nobody { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _factory = await LocalFactory.Start(new LocalOptions { DataFolder = DataFolder }, CancellationToken.None);
        Own = Client(Local.DataFolders.ApiToken.Read(DataFolder));
        Other = Client(await Token("other"));
        Nobody = Client(null);
    }

    /// <summary>Makes a token of another team.</summary>
    internal async Task<string> Token(string team)
    {
        using var answer = await Own.PostAsJsonAsync(new Uri("tokens", UriKind.Relative), new { team });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }

    /// <summary>A client with a token.</summary>
    internal HttpClient Client(string? token)
    {
        var client = new HttpClient { BaseAddress = _factory!.Address };
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        Own?.Dispose();
        Other?.Dispose();
        Nobody?.Dispose();
        if (_factory is not null)
            await _factory.DisposeAsync();
    }

    /// <summary>Asks until the answer is as wished, for at most three minutes.</summary>
    internal static async Task<JsonElement> Until(HttpClient client, string path, Func<JsonElement, bool> isAsWished)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        while (true)
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), patience.Token);
            if (answer.IsSuccessStatusCode && await answer.Content.ReadFromJsonAsync<JsonElement>(patience.Token) is var json && isAsWished(json))
                return json;
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }
    }
}
