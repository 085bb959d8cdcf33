using System.Text.RegularExpressions;

namespace Factory.Architecture.Tests;

public sealed partial class When_a_host_is_written
{
    public static TheoryData<string> Hosts => [.. SourceTree.In("services").Select(project => project.Name)];

    public static TheoryData<string> Services => [.. SourceTree.Services.Select(project => project.Name)];

    [Theory]
    [MemberData(nameof(Hosts))]
    public void Its_program_fits_on_25_lines(string name)
    {
        var lines = File.ReadAllLines(Path.Combine(SourceTree.Projects[name].Folder, "Program.cs"));
        Assert.InRange(lines.Length, 3, 25);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void It_has_the_service_defaults_first_its_service_then_and_the_bus_last(string name)
    {
        var program = File.ReadAllText(Path.Combine(SourceTree.Projects[name].Folder, "Program.cs"));
        var setup = $"builder.Add{name["Factory.".Length..]}(";
        int[] places = [program.IndexOf("builder.AddServiceDefaults(", StringComparison.Ordinal), program.IndexOf(setup, StringComparison.Ordinal), program.IndexOf("builder.AddServiceBus(", StringComparison.Ordinal)];
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.Contains("app.MapDefaultEndpoints()", program, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Its_service_is_set_up_in_one_place(string name)
    {
        var setup = Path.Combine(SourceTree.Projects[name].Folder, $"{name["Factory.".Length..]}Setup.cs");
        Assert.True(File.Exists(setup), $"{setup} is missing.");
        Assert.Contains($"static void Add{name["Factory.".Length..]}(this IHostApplicationBuilder", File.ReadAllText(setup), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_service_defaults_read_connection_strings()
    {
        var readers = SourceTree.Projects.Values
            .Where(project => project.Area != "tests" && project.Sources.Any(file => ReadsConnectionString().IsMatch(File.ReadAllText(file))))
            .Select(project => project.Name);
        Assert.Equal(["Factory.ServiceDefaults"], readers);
    }

    [GeneratedRegex(@"GetConnectionString\(|GetSection\(""ConnectionStrings|GetValue<string>\(""ConnectionStrings", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ReadsConnectionString();
}
