using System.Text.RegularExpressions;

namespace Factory.Architecture.Tests;

/// <summary>aspire/apphost.cs is not part of the solution: nothing but this holds it in step.</summary>
public sealed partial class When_the_topology_is_described
{
    private static readonly string AppHost = File.ReadAllText(Path.Combine(SourceTree.Root, "aspire", "apphost.cs"));

    private static readonly Dictionary<string, string> InAppHost = ServiceLines().Matches(AppHost).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["project"].Value, StringComparer.Ordinal);

    [Fact]
    public void The_app_host_starts_every_service() =>
        Assert.Equal(SourceTree.Services.Select(service => service.Name).Order(), InAppHost.Values.Order());

    [Fact]
    public void The_app_host_calls_each_service_what_it_calls_itself()
    {
        Assert.NotEmpty(InAppHost);
        foreach (var (name, project) in InAppHost)
            Assert.Contains($"AddServiceDefaults(\"{name}\")", File.ReadAllText(Path.Combine(SourceTree.Projects[project].Folder, "Program.cs")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_line_starts_the_same_services()
    {
        var names = File.ReadAllText(Path.Combine(SourceTree.Projects["Factory.Cli"].Folder, "Services", "ServiceNames.cs"));
        Assert.Equal(InAppHost.Values.Order(), Programs().Matches(names).Select(match => match.Groups["project"].Value).Order());
        Assert.All(InAppHost.Keys, name => Assert.Contains($"\"{name}\"", names, StringComparison.Ordinal));
    }

    [Fact]
    public void The_app_host_references_and_waits_for_the_database_and_the_broker()
    {
        Assert.Contains(".WithReference(database).WithReference(rabbitmq)", AppHost, StringComparison.Ordinal);
        Assert.Contains(".WaitFor(database).WaitFor(rabbitmq)", AppHost, StringComparison.Ordinal);
        Assert.Contains("AddDatabase(\"factory\")", AppHost, StringComparison.Ordinal);
        Assert.Contains("AddRabbitMQ(\"rabbitmq\")", AppHost, StringComparison.Ordinal);
    }

    [Fact]
    public void The_app_host_fits_on_60_lines() => Assert.InRange(AppHost.Split('\n').Length, 10, 60);

    [GeneratedRegex(@"Service\(""(?<name>[a-z-]+)"", ""\.\./services/(?<project>[A-Za-z.]+)/""\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ServiceLines();

    [GeneratedRegex(@"new\([^)]*""(?<project>Factory\.[A-Za-z]+)""\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Programs();
}
