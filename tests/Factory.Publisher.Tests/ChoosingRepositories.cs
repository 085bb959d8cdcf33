using Factory.Servers;
using Factory.ServiceDefaults.Repositories;
using Microsoft.Extensions.Configuration;

namespace Factory.Publisher.Tests;

public sealed class ChoosingRepositories
{
    private readonly string allowed = TestServers.NewFolder();
    private readonly string other = TestServers.NewFolder();

    [Fact]
    public void Without_a_list_every_repository_is_allowed() => Assert.Null(Rules().Problem(other));

    [Fact]
    public void With_a_list_only_what_is_in_it_or_below_is_allowed()
    {
        var rules = Rules(allowed);

        Assert.Null(rules.Problem(allowed));
        Assert.Null(rules.Problem(Path.Combine(allowed, "a", "b")));
        Assert.Contains("Factory:Repositories", rules.Problem(other), StringComparison.Ordinal);
        Assert.NotNull(rules.Problem($"{allowed}-besides"));
        Assert.NotNull(rules.Problem($"{allowed}/../{Path.GetFileName(other)}"));
    }

    [Fact]
    public void A_link_does_not_lead_out_of_the_list()
    {
        Directory.CreateSymbolicLink(Path.Combine(allowed, "link"), other);

        Assert.NotNull(Rules(allowed).Problem(Path.Combine(allowed, "link")));
        Assert.NotNull(Rules(allowed).Problem(Path.Combine(allowed, "link", "below")));
    }

    [Theory]
    [InlineData("relative/path")]
    [InlineData("ext::sh -c true")]
    [InlineData("file:///srv/code")]
    [InlineData("https://user:hidden@forge.example/acme/shop")]
    [InlineData("")]
    public void Only_absolute_paths_and_addresses_are_repositories(string path)
    {
        Assert.NotNull(Rules().Problem(path));
        Assert.DoesNotContain("hidden", Rules().Problem(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_list_the_publishers_forges_decide_about_addresses() => Assert.Null(Rules().Problem("https://forge.example/acme/shop"));

    [Fact]
    public void With_a_list_only_addresses_in_it_or_below_are_allowed()
    {
        var rules = Rules(allowed, "https://Forge.example/acme/", "ssh://git@forge.example/acme/shop.git");

        Assert.Null(rules.Problem(allowed));
        Assert.Null(rules.Problem("https://forge.example/acme/shop.git"));
        Assert.Null(rules.Problem("git@forge.example:acme/shop"));
        Assert.NotNull(rules.Problem("git@forge.example:acme/other"));
        Assert.NotNull(rules.Problem("https://forge.example/acme-besides/shop"));
        Assert.NotNull(rules.Problem("https://forge.example:444/acme/shop"));
        Assert.Contains("Factory:Repositories", rules.Problem("https://forge.example/other/shop"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_malformed_list_stops_the_start() =>
        Assert.Contains("Factory:Repositories:0", Assert.Throws<InvalidOperationException>(() => Rules("not/absolute")).Message, StringComparison.Ordinal);

    private static RepositoryRules Rules(params string[] folders) => new(
        new ConfigurationBuilder().AddInMemoryCollection(folders.Select((folder, index) => KeyValuePair.Create($"{RepositoryRules.Key}:{index}", (string?)folder))).Build());
}
