using System.Text.Json;
using Factory.Droids.Roles;
using Factory.Droids.Web;
using Factory.Workspaces.Tests;
using Microsoft.Extensions.Configuration;

namespace Factory.Droids.Tests.Web;

public sealed class When_an_operator_names_hosts : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void None_is_none_for_anybody() => Assert.DoesNotContain(RoleNames.All, role => new WebAccess([]).IsFor(role));

    [Fact]
    public void A_name_is_enough_and_serves_those_who_look_things_up()
    {
        var access = Read(("Factory:Web:Hosts:0", "docs.python.org"));

        Assert.Equal([RoleNames.Coder, RoleNames.Planner, RoleNames.Research], RoleNames.All.Where(access.IsFor).Order(StringComparer.Ordinal));
        Assert.Equal("\n### The web\n\n`fetch` reads from these hosts, at most 30 times in this run:\n\n- https://docs.python.org\n", access.Tell(RoleNames.Coder));
        Assert.Equal("", access.Tell(RoleNames.Reviewer));
    }

    [Theory]
    [InlineData("Hosts:0", "*.python.org", "Factory:Web:Hosts: the host '*.python.org' cannot be used")]
    [InlineData("Hosts:0", "10.0.0.1", "Addresses are not fetched from")]
    [InlineData("Hosts:0:Private", "true", "the host '' cannot be used")]
    [InlineData("Hosts:0:Ports:0", "0", "the host '' cannot be used")]
    [InlineData("Roles:0", "everybody", "Factory:Web:Roles needs some of")]
    [InlineData("FetchesPerRun", "0", "Factory:Web:FetchesPerRun is 0")]
    public void A_setting_that_is_wrong_stops_the_start_and_is_named(string key, string value, string why) =>
        Assert.Contains(why, Assert.Throws<InvalidOperationException>(() => Read(($"Factory:Web:{key}", value))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task The_example_in_the_docs_is_a_setting_that_is_read()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Factory.Services.sln")))
            folder = folder.Parent!;
        var text = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "docs", "droids.md"), OpenedWorkspace.Cancel);
        await File.WriteAllTextAsync(_folder.In("settings.json"), text.Split("## The web")[1].Split("```json")[1].Split("```")[0], OpenedWorkspace.Cancel);

        var access = WebAccess.Read(new ConfigurationBuilder().AddJsonFile(_folder.In("settings.json")).Build());

        Assert.Equal(["docs.python.org", "wiki.internal"], access.Hosts.All.Select(host => host.Name));
        Assert.True(access.Hosts.All.Last().Private);
        Assert.True(access.IsFor(RoleNames.Research));
    }

    [Fact]
    public void The_program_that_asks_is_shown_the_libraries_that_it_needs()
    {
        using var built = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, $"{OutboundProgram.Name}.deps.json")));
        var libraries = built.RootElement.GetProperty("targets").EnumerateObject().SelectMany(target => target.Value.EnumerateObject());
        var files = libraries.SelectMany(library => library.Value.TryGetProperty("runtime", out var runtime) ? runtime.EnumerateObject().Select(file => Path.GetFileNameWithoutExtension(file.Name)) : []);

        Assert.Equal(files.Where(file => file != OutboundProgram.Name).Order(StringComparer.Ordinal), OutboundProgram.Libraries);
    }

    public void Dispose() => _folder.Dispose();

    private static WebAccess Read((string Key, string Value) setting) =>
        WebAccess.Read(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create<string, string?>(setting.Key, setting.Value)]).Build());
}
