using Factory.Outbound.Bridging;

namespace Factory.Outbound.Tests.Bridging;

public sealed class When_a_bridge_is_set_up
{
    [Fact]
    public void It_reaches_the_scheme_host_and_port_of_its_url_only()
    {
        var settings = BridgeSettings.For("https://Tickets.example:8443/mcp", isPrivate: false);

        Assert.Equal("https://tickets.example:8443/mcp", settings.Endpoint().AbsoluteUri);
        Assert.Equal((false, false, 8443), (settings.Host.Http, settings.Host.Private, settings.Host.Ports.Single()));
    }

    [Fact]
    public void Its_token_is_not_printed_by_chance() =>
        Assert.DoesNotContain("abcdefgh", $"{BridgeSettings.For("https://tickets.example/", isPrivate: false, "abcdefgh")}", StringComparison.Ordinal);
}
