using Factory.Contracts;

namespace Factory.Publisher.Tests.Remotes;

public sealed class ReadingAnAddress
{
    [Theory]
    [InlineData("https://github.com/acme/shop", "https://github.com/acme/shop")]
    [InlineData("HTTPS://GitHub.com/acme/Shop.git/", "https://github.com/acme/Shop")]
    [InlineData("https://github.com:443/acme/shop", "https://github.com/acme/shop")]
    [InlineData("https://forge.example:8443/acme/.github", "https://forge.example:8443/acme/.github")]
    [InlineData("git@github.com:acme/shop.git", "ssh://git@github.com/acme/shop")]
    [InlineData("ssh://github.com:22/acme/shop", "ssh://git@github.com/acme/shop")]
    [InlineData("ssh://git@forge.example:2222/acme/shop", "ssh://git@forge.example:2222/acme/shop")]
    [InlineData("http://127.0.0.1:3000/acme/shop", "http://127.0.0.1:3000/acme/shop")]
    [InlineData("http://localhost:80/acme/shop", "http://localhost/acme/shop")]
    [InlineData("https://[::1]:8443/acme/shop", "https://[::1]:8443/acme/shop")]
    public void It_is_written_in_one_way(string typed, string written)
    {
        Assert.True(RepositoryAddress.IsMeant(typed));
        Assert.Equal(written, RepositoryAddress.Read(typed, out var problem)?.ToString());
        Assert.Null(problem);
        Assert.Equal(written, RepositoryAddress.Read(written, out _)!.ToString());
    }

    [Theory]
    [InlineData("ext::sh -c touch% /tmp/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("git://github.com/acme/shop")]
    [InlineData("http://github.com/acme/shop")]
    [InlineData("ssh://-oProxyCommand=touch/acme/shop")]
    [InlineData("ssh://git@-oProxyCommand=touch/acme/shop")]
    [InlineData("-oProxyCommand=x@github.com:acme/shop")]
    [InlineData("ssh://root@github.com/acme/shop")]
    [InlineData("https://token@github.com/acme/shop")]
    [InlineData("https://github.com@evil.example/acme/shop")]
    [InlineData("https://github.com\\@evil.example/acme/shop")]
    [InlineData("https://github.com/acme/shop?x=1")]
    [InlineData("https://github.com/acme/shop#main")]
    [InlineData("https://github.com/acme/shop/pull/3")]
    [InlineData("https://github.com/acme")]
    [InlineData("https://github.com/acme/..")]
    [InlineData("https://github.com/../shop")]
    [InlineData("https://github.com/acme/%2e%2e")]
    [InlineData("https://github.com/acme/--upload-pack=x")]
    [InlineData("https://github.com/-acme/shop")]
    [InlineData("https://github.com/acme/.git")]
    [InlineData("https://github.com./acme/shop")]
    [InlineData("https://gıthub.com/acme/shop")]
    [InlineData("https://2130706433/acme/shop")]
    [InlineData("https://0x7f.1/acme/shop")]
    [InlineData("https://127.1/acme/shop")]
    [InlineData("https://github.com:0/acme/shop")]
    [InlineData("https://github.com:99999/acme/shop")]
    [InlineData("https://github.com/acme/shop\n")]
    [InlineData("https://github.com/acme/sh op")]
    public void What_two_readers_could_read_in_two_ways_is_refused(string typed)
    {
        Assert.Null(RepositoryAddress.Read(typed, out var problem));
        Assert.NotNull(problem);
        Assert.DoesNotContain(problem, char.IsControl);
    }

    [Theory]
    [InlineData("https://user:hidden@github.com/acme/shop")]
    [InlineData("https://hidden@github.com/acme/shop")]
    [InlineData("https://user:pa/hidden@github.com/acme/shop")]
    [InlineData("https://github.com/acme/shop?token=hidden")]
    public void A_password_in_it_is_not_said_back(string typed)
    {
        Assert.Null(RepositoryAddress.Read(typed, out var problem));
        Assert.DoesNotContain("hidden", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/srv/git/shop")]
    [InlineData("./git@host:x")]
    [InlineData("shop")]
    [InlineData("../shop")]
    [InlineData("/srv/a::b")]
    public void A_path_is_no_address(string typed) => Assert.False(RepositoryAddress.IsMeant(typed));

    [Theory]
    [InlineData("https://GitHub.com", "https://github.com")]
    [InlineData("https://github.com/acme/", "https://github.com/acme")]
    [InlineData("git@github.com:acme/shop", "ssh://git@github.com/acme/shop")]
    [InlineData("https://github.com/acme/shop/pull/1", null)]
    [InlineData("https://", null)]
    [InlineData("github.com/acme", null)]
    public void A_list_may_hold_the_beginning_of_addresses(string typed, string? written) => Assert.Equal(written, RepositoryAddress.Beginning(typed));
}
