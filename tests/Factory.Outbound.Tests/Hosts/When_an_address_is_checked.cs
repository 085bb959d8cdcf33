using System.Net;
using Factory.Outbound.Hosts;

namespace Factory.Outbound.Tests.Hosts;

public sealed class When_an_address_is_checked
{
    [Theory]
    [InlineData("93.184.215.14")]
    [InlineData("2606:2800:21f:cb07:6820:80da:af6b:8b2c")]
    [InlineData("64:ff9b::5db8:d70e")]
    public void A_public_one_is_reached(string address)
    {
        Assert.True(Addresses.MayBeReached(IPAddress.Parse(address), isPrivate: false));
        Assert.True(Addresses.MayBeReached(IPAddress.Parse(address), isPrivate: true));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.8.8")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    public void One_of_the_operators_network_is_reached_only_where_its_entry_says_so(string address)
    {
        Assert.False(Addresses.MayBeReached(IPAddress.Parse(address), isPrivate: false));
        Assert.True(Addresses.MayBeReached(IPAddress.Parse(address), isPrivate: true));
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("100.100.100.200")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("::127.0.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("ff02::1")]
    [InlineData("2001::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("198.18.0.1")]
    public void One_of_metadata_of_a_link_or_of_no_single_host_never_is(string address)
    {
        Assert.False(Addresses.MayBeReached(IPAddress.Parse(address), isPrivate: false));
        Assert.False(Addresses.MayBeReached(IPAddress.Parse(address), isPrivate: true));
    }
}
