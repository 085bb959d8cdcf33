using System.Net;
using Factory.Publisher.Remotes;
using Factory.Workspaces.Repositories;
using Factory.Workspaces.Repositories.Remotes;

namespace Factory.Publisher.Tests.Remotes;

public sealed class LookingUpAHost
{
    [Theory]
    [InlineData("169.254.169.254", true)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.100.100.200", true)]
    [InlineData("fe80::1", true)]
    [InlineData("::ffff:169.254.169.254", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("10.1.2.3", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("::1", false)]
    [InlineData("192.168.1.1", false)]
    public async Task Where_it_may_not_lead_it_does_not_whether_by_name_or_by_number(string address, bool allowsPrivate)
    {
        await Assert.ThrowsAsync<UnusableRepository>(() => Of(address).Of("forge.example", allowsPrivate, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<UnusableRepository>(() => Of("1.1.1.1").Of(address, allowsPrivate, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task One_bad_address_among_good_ones_is_enough() =>
        await Assert.ThrowsAsync<UnusableRepository>(() => Of("140.82.121.4", "10.0.0.1").Of("forge.example", allowsPrivate: false, TestContext.Current.CancellationToken));

    [Fact]
    public async Task Its_own_network_is_allowed_where_the_operator_says_so() =>
        Assert.Equal([IPAddress.Parse("10.0.0.1")], await Of("10.0.0.1").Of("forge.example", allowsPrivate: true, TestContext.Current.CancellationToken));

    [Fact]
    public async Task A_name_without_an_address_may_have_one_later()
    {
        var places = new HostPlaces((_, _) => throw new System.Net.Sockets.SocketException(11001));

        Assert.Contains("forge.example has no address", (await Assert.ThrowsAsync<RemoteUnreachable>(() => places.Of("forge.example", allowsPrivate: true, TestContext.Current.CancellationToken))).Message, StringComparison.Ordinal);
    }

    private static HostPlaces Of(params string[] addresses) => new((_, _) => Task.FromResult(addresses.Select(IPAddress.Parse).ToArray()));
}
