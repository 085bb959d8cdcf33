using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Factory.Outbound.Connecting;
using Factory.Outbound.Fetching;
using Factory.Outbound.Hosts;
using Microsoft.AspNetCore.Http;

namespace Factory.Outbound.Tests.Fetching;

public sealed class When_a_page_is_fetched
{
    private const string Public = "93.184.215.14";

    private static readonly HostRules Rules = new(
    [
        new HostRule { Name = "docs.example.org", Http = true },
        new HostRule { Name = "more.example.org", Http = true },
        new HostRule { Name = "strict.example.org" },
    ]);

    [Fact]
    public async Task Its_text_comes_back_with_where_it_was_found()
    {
        await using var site = await ScriptedSite.Saying("plain words");

        var answer = await Fetch("http://docs.example.org/a?b=c", new ScriptedNetwork(site.Port, [Public]));

        Assert.Equal(new FetchAnswer(null, "http://docs.example.org/a?b=c", 200, "text/plain", "plain words"), answer);
        Assert.Equal(["GET docs.example.org /a?b=c"], site.Asked);
    }

    [Fact]
    public async Task Its_name_is_resolved_once_and_that_address_is_connected_to()
    {
        await using var site = await ScriptedSite.Saying("plain words");
        var network = new ScriptedNetwork(site.Port, [Public], ["127.0.0.1"]);

        await Fetch("http://docs.example.org/", network);

        Assert.Equal(["docs.example.org"], network.Resolved);
        Assert.Equal([new IPEndPoint(IPAddress.Parse(Public), 80)], network.Connected);
    }

    [Fact]
    public async Task A_name_that_leads_inside_by_the_second_look_is_refused_at_the_second_look()
    {
        await using var site = await ScriptedSite.Start(Redirects(_ => "http://more.example.org/"));
        var network = new ScriptedNetwork(site.Port, [Public], ["169.254.169.254"]);

        var answer = await Fetch("http://docs.example.org/", network);

        Assert.Equal("more.example.org leads to an address that is not public, which its entry does not allow.", answer.Problem);
        Assert.Equal([Public], network.Connected.Select(address => address.Address.ToString()));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.7")]
    [InlineData("169.254.169.254")]
    [InlineData("::ffff:127.0.0.1")]
    public async Task A_name_of_which_one_address_is_not_public_is_not_connected_to(string inside)
    {
        var network = new ScriptedNetwork(0, [Public, inside]);

        var answer = await Fetch("https://strict.example.org/", network);

        Assert.Contains("not public", answer.Problem, StringComparison.Ordinal);
        Assert.Empty(network.Connected);
    }

    [Theory]
    [InlineData("http://evil.example/", "evil.example is not one of the hosts")]
    [InlineData("//evil.example/", "evil.example is not one of the hosts")]
    [InlineData("http://127.0.0.1/", "Addresses are not fetched from")]
    [InlineData("http://0x7f.1/", "Addresses are not fetched from")]
    [InlineData("http://2130706433/", "Addresses are not fetched from")]
    [InlineData("http://[::1]/", "Addresses are not fetched from")]
    [InlineData("http://docs.example.org:5432/", "at port 5432")]
    [InlineData("http://strict.example.org/", "by http")]
    [InlineData("http://docs.example.org@evil.example/", "user or password")]
    [InlineData("file:///etc/passwd", "begin with https://")]
    [InlineData("ftp://docs.example.org/", "begin with https://")]
    public async Task A_redirect_to_what_is_not_allowed_is_not_followed(string location, string why)
    {
        await using var site = await ScriptedSite.Start(Redirects(_ => location));

        var answer = await Fetch("http://docs.example.org/", new ScriptedNetwork(site.Port, [Public]));

        Assert.StartsWith("docs.example.org redirects elsewhere", answer.Problem, StringComparison.Ordinal);
        Assert.Contains(why, answer.Problem, StringComparison.Ordinal);
        Assert.Single(site.Asked);
    }

    [Fact]
    public async Task Redirects_to_what_is_allowed_are_followed_each_resolved_anew()
    {
        await using var site = await ScriptedSite.Start(context => context.Request.Path == "/last" ? context.Response.WriteAsync("there") : Redirects(_ => context.Request.Path == "/" ? "next" : "http://more.example.org/last")(context));
        var network = new ScriptedNetwork(site.Port, [Public]);

        var answer = await Fetch("http://docs.example.org/", network);

        Assert.Equal(("there", "http://more.example.org/last"), (answer.Text, answer.Url));
        Assert.Equal(["docs.example.org", "more.example.org"], network.Resolved);
    }

    [Fact]
    public async Task It_is_given_up_after_five_redirects()
    {
        await using var site = await ScriptedSite.Start(Redirects(context => $"{context.Request.Path}a"));

        var answer = await Fetch("http://docs.example.org/", new ScriptedNetwork(site.Port, [Public]));

        Assert.Equal("It redirects more than 5 times.", answer.Problem);
        Assert.Equal(6, site.Asked.Count);
    }

    [Fact]
    public async Task One_that_unpacks_to_gigabytes_is_cut_after_the_first_megabyte()
    {
        await using var site = await ScriptedSite.Start(async context =>
        {
            (context.Response.ContentType, context.Response.Headers.ContentEncoding) = ("text/plain", "gzip");
            await using var packed = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            var zeros = new byte[1 << 20];
            Array.Fill(zeros, (byte)'0');
            for (var i = 0; i < 4_000 && !context.RequestAborted.IsCancellationRequested; i++)
                await packed.WriteAsync(zeros, context.RequestAborted);
        });

        var answer = await Fetch("http://docs.example.org/", new ScriptedNetwork(site.Port, [Public]));

        Assert.Equal((true, 1 << 20), (answer.IsCut, answer.Text.Length));
    }

    [Fact]
    public async Task What_is_no_text_is_not_read()
    {
        await using var site = await ScriptedSite.Saying("PK", "application/zip");

        Assert.Equal("docs.example.org answered 200 with what is no text.", (await Fetch("http://docs.example.org/", new ScriptedNetwork(site.Port, [Public]))).Problem);
    }

    [Fact]
    public async Task A_page_that_is_not_there_says_so_in_its_own_words()
    {
        await using var site = await ScriptedSite.Start(context =>
        {
            context.Response.StatusCode = 404;
            return context.Response.WriteAsync("gone");
        });

        var answer = await Fetch("http://docs.example.org/", new ScriptedNetwork(site.Port, [Public]));

        Assert.Equal((404, "gone"), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_ends_it_before_anything_is_asked()
    {
        using var key = RSA.Create(2048);
        var wish = new CertificateRequest("CN=strict.example.org", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = wish.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        await using var site = await ScriptedSite.Start(context => context.Response.WriteAsync("x"), certificate);

        var answer = await Fetch("https://strict.example.org/", new ScriptedNetwork(site.Port, [Public]));

        Assert.StartsWith("Its certificate is not valid", answer.Problem, StringComparison.Ordinal);
        Assert.Empty(site.Asked);
    }

    [Fact]
    public async Task A_host_that_cannot_be_connected_to_is_said() =>
        Assert.Equal("docs.example.org cannot be connected to.", (await Fetch("http://docs.example.org/", new ScriptedNetwork(0, [Public]))).Problem);

    [Fact]
    public async Task What_breaks_off_is_said()
    {
        await using var site = await ScriptedSite.Start(async context =>
        {
            context.Response.ContentLength = 1_000;
            await context.Response.WriteAsync("half");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });

        Assert.Equal("The connection broke off.", (await Fetch("http://docs.example.org/", new ScriptedNetwork(site.Port, [Public]))).Problem);
    }

    private static Task<FetchAnswer> Fetch(string url, INetwork network) => new Fetcher(Rules, network).Fetch(url, TestContext.Current.CancellationToken);

    private static Func<HttpContext, Task> Redirects(Func<HttpContext, string> to) => context =>
    {
        (context.Response.StatusCode, context.Response.Headers.Location) = (302, to(context));
        return Task.CompletedTask;
    };
}
