using Factory.Outbound.Hosts;

namespace Factory.Outbound.Tests.Hosts;

public sealed class When_a_url_is_checked
{
    private static readonly HostRules Rules = new(
    [
        new HostRule { Name = "docs.example.org" },
        new HostRule { Name = "Bücher.example" },
        new HostRule { Name = "plain.example.", Http = true },
        new HostRule { Name = "other-port.example", Ports = [8443] },
    ]);

    [Theory]
    [InlineData("https://docs.example.org", "https://docs.example.org/")]
    [InlineData("HTTPS://DOCS.Example.ORG/A?b=c#d", "https://docs.example.org/A?b=c")]
    [InlineData("https://docs.example.org./", "https://docs.example.org/")]
    [InlineData("https://docs.example.org:443/x", "https://docs.example.org/x")]
    [InlineData("https://docs.example.org?x", "https://docs.example.org/?x")]
    [InlineData("https://docs.example.org/a/../b", "https://docs.example.org/b")]
    [InlineData("https://BÜCHER.example/", "https://xn--bcher-kva.example/")]
    [InlineData("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/")]
    [InlineData("http://plain.example/", "http://plain.example/")]
    [InlineData("https://plain.example/", "https://plain.example/")]
    [InlineData("https://other-port.example:8443/", "https://other-port.example:8443/")]
    public void One_that_names_a_listed_host_passes_however_it_is_written(string url, string read) =>
        Assert.Equal(read, Target.Of(url, Rules, 500).Url.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped));

    [Theory]
    [InlineData("https://evil.example/", "evil.example is not one of the hosts")]
    [InlineData("https://sub.docs.example.org/", "is not one of the hosts")]
    [InlineData("https://docs.example.org.evil.example/", "is not one of the hosts")]
    [InlineData("https://docs.example.orgevil/", "is not one of the hosts")]
    [InlineData("https://docs.example.org../", "is no host name")]
    [InlineData("https://.docs.example.org/", "is no host name")]
    [InlineData("https:///docs.example.org/", "is no host name")]
    [InlineData("https://docs.example.org\0.evil.example/", "control characters")]
    [InlineData("https://docs.example.org%00.evil.example/", "control characters")]
    [InlineData("https://docs.example.org/%00", "control characters")]
    [InlineData("https://docs.example.org\t.evil.example/", "control characters")]
    [InlineData("https://docs.example.org\n/", "control characters")]
    [InlineData("https://evil.example\\@docs.example.org/", "backslashes")]
    [InlineData("https://docs%2eexample.org/", "is no host name")]
    [InlineData("https://docs.example.org\u200B/", "is no")]
    [InlineData("https://user@docs.example.org/", "user or password")]
    [InlineData("https://docs.example.org@evil.example/", "user or password")]
    [InlineData("https://docs.example.org:443@evil.example/", "user or password")]
    [InlineData("https://docs.example.org:evil.example/", "port is no number")]
    [InlineData("https://docs.example.org:99999999999/", "port is no number")]
    [InlineData("https://docs.example.org:22/", "at port 22")]
    [InlineData("https://other-port.example/", "at port 443")]
    [InlineData("http://docs.example.org/", "by http")]
    [InlineData("http://docs.example.org:443/", "by http")]
    [InlineData("ftp://docs.example.org/", "begin with https://")]
    [InlineData("file:///etc/passwd", "begin with https://")]
    [InlineData("//docs.example.org/", "begin with https://")]
    [InlineData("docs.example.org", "begin with https://")]
    [InlineData("", "begin with https://")]
    [InlineData("https://docs.example.org/ä", "Percent-encode")]
    public void One_that_does_not_is_refused_and_told_why(string url, string why) =>
        Assert.Contains(why, Assert.Throws<OutboundRefused>(() => Target.Of(url, Rules, 500)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://127.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://0x7f.1/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://169.254.169.254./latest/meta-data/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:169.254.169.254]/")]
    [InlineData("https://docs.example.127/")]
    public void An_address_is_none_however_it_is_written(string url) =>
        Assert.Contains("Addresses are not fetched from", Assert.Throws<OutboundRefused>(() => Target.Of(url, Rules, 500)).Message, StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void An_empty_list_allows_nothing() =>
        Assert.Throws<OutboundRefused>(() => Target.Of("https://docs.example.org/", new HostRules([]), 500));

    [Fact]
    public void A_long_one_is_refused_since_much_could_be_carried_out_in_it() =>
        Assert.Contains("500 are the most", Assert.Throws<OutboundRefused>(() => Target.Of("https://docs.example.org/" + new string('a', 500), Rules, 500)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("*.example.org")]
    [InlineData("127.0.0.1")]
    [InlineData("https://docs.example.org")]
    [InlineData("docs.example.org/path")]
    [InlineData("docs.example.org:443")]
    public void A_list_takes_names_only(string name) => Assert.Contains($"'{name}' cannot be used", Assert.Throws<OutboundRefused>(() => new HostRules([new HostRule { Name = name }])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_host_stands_in_a_list_once() =>
        Assert.Contains("twice", Assert.Throws<OutboundRefused>(() => new HostRules([new HostRule { Name = "a.example", Private = true }, new HostRule { Name = "A.example." }])).Message, StringComparison.Ordinal);
}
