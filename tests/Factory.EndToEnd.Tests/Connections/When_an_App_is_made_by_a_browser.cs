using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Factory.Cli.Walkthroughs;
using Factory.Local.Hosting;
using Factory.Publisher.Connecting;

namespace Factory.EndToEnd.Tests.Connections;

public sealed class When_an_App_is_made_by_a_browser : IAsyncLifetime
{
    private static readonly Uri Create = new("https://github.com/organizations/acme/settings/apps/new");

    private readonly HttpClient _browser = new(new SocketsHttpHandler { UseProxy = false });
    private ManifestPage _page = null!;

    public async ValueTask InitializeAsync() =>
        _page = await ManifestPage.Open(Create, LoopbackPorts.Free(), redirect => new GitHubAppManifest("factory-1", new Uri("https://factory.example.com"), new Uri("https://factory.example.com/hooks/github"), redirect));

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _page.DisposeAsync();
    }

    [Fact]
    public async Task It_takes_the_manifest_to_the_forge_and_comes_back_with_the_code()
    {
        var form = await _browser.GetStringAsync(_page.Address);
        var (action, manifest) = (Value(form, "action"), JsonDocument.Parse(Value(form, "manifest\" value")).RootElement);
        var state = action[(action.IndexOf("state=", StringComparison.Ordinal) + 6)..];

        using var back = await _browser.GetAsync(new Uri($"{manifest.GetProperty("redirect_url").GetString()}?code=abc123&state={state}"));

        Assert.StartsWith($"{Create}?state=", action, StringComparison.Ordinal);
        Assert.Equal("https://factory.example.com/hooks/github", manifest.GetProperty("hook_attributes").GetProperty("url").GetString());
        Assert.Equal("write", manifest.GetProperty("default_permissions").GetProperty("pull_requests").GetString());
        Assert.False(manifest.GetProperty("public").GetBoolean());
        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
        Assert.Equal("abc123", await _page.Code);
    }

    [Theory]
    [InlineData("created?code=abc123&state=0000")]
    [InlineData("created?code=abc123")]
    [InlineData("created")]
    public async Task A_code_that_somebody_else_sends_is_not_taken(string path)
    {
        using var answer = await _browser.GetAsync(new Uri(_page.Address, path));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.False(_page.Code.IsCompleted);
    }

    [Fact]
    public async Task A_page_that_reaches_it_by_another_name_is_told_nothing()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _page.Address);
        request.Headers.Host = "rebound.example.com";

        using var answer = await _browser.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain("manifest", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static string Value(string html, string attribute) =>
        WebUtility.HtmlDecode(Regex.Match(html, $"{attribute}=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["value"].Value);
}
