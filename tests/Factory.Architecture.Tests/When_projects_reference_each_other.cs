namespace Factory.Architecture.Tests;

public sealed class When_projects_reference_each_other
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Factory.Contracts"] = [],
        ["Factory.Outbound"] = [],
        ["Factory.Settings"] = [],
        ["Factory.Servers"] = [],
        ["Factory.Workspaces"] = [],
        ["Factory.History"] = ["Factory.Contracts"],
        ["Factory.Messaging"] = ["Factory.Contracts", "Factory.History"],
        ["Factory.Mechanic"] = ["Factory.Workspaces"],
        ["Factory.Droids"] = ["Factory.Contracts", "Factory.History", "Factory.Messaging", "Factory.Workspaces", "Factory.Mechanic", "Factory.Outbound"],
        ["Factory.ServiceDefaults"] = ["Factory.Contracts", "Factory.History", "Factory.Messaging"],
    };

    public static TheoryData<string> Shared => [.. SourceTree.In("shared").Concat(SourceTree.In("aspire")).Select(project => project.Name)];

    public static TheoryData<string> Services => [.. SourceTree.Services.Select(project => project.Name)];

    [Theory]
    [MemberData(nameof(Shared))]
    public void A_shared_project_references_only_what_lies_below_it(string name)
    {
        Assert.True(Allowed.ContainsKey(name), $"{name} is new: write down here what it may reference.");
        Assert.Empty(SourceTree.Projects[name].References.Except(Allowed[name]));
    }

    [Fact]
    public void Contracts_use_no_package() => Assert.Empty(SourceTree.Projects["Factory.Contracts"].Packages);

    [Theory]
    [MemberData(nameof(Services))]
    public void A_service_references_no_other_service(string name)
    {
        var project = SourceTree.Projects[name];
        Assert.Contains("Factory.ServiceDefaults", project.References);
        Assert.DoesNotContain(project.References, reference => SourceTree.Projects[reference].Area is not ("shared" or "aspire"));
    }

    [Fact]
    public void Local_hosts_every_service() =>
        Assert.Equal(SourceTree.Services.Select(service => service.Name).Order(), SourceTree.Projects["Factory.Local"].References.Where(name => SourceTree.Projects[name].Area == "services").Order());

    [Fact]
    public void Only_messaging_knows_RabbitMQ()
    {
        Assert.Contains("MassTransit.RabbitMQ", SourceTree.Projects["Factory.Messaging"].Packages);
        Assert.DoesNotContain(SourceTree.Projects.Values, project => project.Packages.Contains("MassTransit.RabbitMQ") && project.Name != "Factory.Messaging" && project.Area != "tests");
    }

    [Fact]
    public void The_solution_builds_every_project()
    {
        var solution = File.ReadAllText(Path.Combine(SourceTree.Root, "Factory.Services.sln"));
        Assert.True(SourceTree.Projects.Count > 20);
        Assert.DoesNotContain(SourceTree.Projects.Keys, name => !solution.Contains($"{name}.csproj", StringComparison.Ordinal));
    }
}
