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
    [InlineData("https://forge.example/repository.git")]
    [InlineData("ext::sh -c true")]
    [InlineData("")]
    public void Only_absolute_paths_are_repositories(string path) => Assert.Contains("not an absolute path", Rules().Problem(path), StringComparison.Ordinal);

    [Fact]
    public void A_malformed_list_stops_the_start() =>
        Assert.Contains("Factory:Repositories:0", Assert.Throws<InvalidOperationException>(() => Rules("not/absolute")).Message, StringComparison.Ordinal);

    private static RepositoryRules Rules(params string[] folders) => new(
        new ConfigurationBuilder().AddInMemoryCollection(folders.Select((folder, index) => KeyValuePair.Create($"{RepositoryRules.Key}:{index}", (string?)folder))).Build());
}
