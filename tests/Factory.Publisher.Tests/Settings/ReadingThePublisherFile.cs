using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Factory.Contracts;
using Factory.Publisher.Settings;
using Factory.Servers;
using Factory.Settings;

namespace Factory.Publisher.Tests.Settings;

public sealed class ReadingThePublisherFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string folder = TestServers.NewFolder();

    [Fact]
    public void A_token_and_repositories_are_enough_for_github_com()
    {
        var forge = Assert.Single(Read($"forges:\n  github:\n    kind: github\n    tokenFile: {Write("token", "ghp_x\n")}\n    repositories: acme/*\n").Forges);

        Assert.Equal(("github", "https://github.com/", "https://api.github.com/"), (forge.Name, forge.Address.AbsoluteUri, forge.Api.AbsoluteUri));
        Assert.Equal("ghp_x", forge.Token!.Find().Reveal());
        Assert.True(forge.Has(Address("https://github.com/acme/shop")));
        Assert.True(forge.Has(Address("ssh://git@github.com/Acme/Shop")));
        Assert.False(forge.Has(Address("https://github.com/acme2/shop")));
        Assert.False(forge.Has(Address("https://github.com.evil.example/acme/shop")));
        Assert.False(forge.Policy.MergesApproved);
        Assert.Empty(forge.Policy.Labels);
    }

    [Fact]
    public void An_enterprise_server_has_its_api_below_its_own_address()
    {
        var forge = Assert.Single(Read($"forges:\n  ghes:\n    kind: github\n    address: https://git.example.org\n    app: {{ id: 12, privateKeyFile: {Key()} }}\n    repositories: [a/b]\n    teams: blue\n    policy:\n      labels: [bug]\n      merge: approved\n      commits: api\n      limits: {{ outputs: 3, files: 4, bytes: 5 }}\n").Forges);

        Assert.Equal("https://git.example.org/api/v3", forge.Api.AbsoluteUri);
        Assert.True(forge.Serves("blue"));
        Assert.False(forge.Serves("red"));
        Assert.Equal((true, true, 3, 4, 5), (forge.Policy.MergesApproved, forge.Policy.CommitsByApi, forge.Policy.OutputsPerMission, forge.Policy.FilesPerChange, forge.Policy.BytesPerChange));
    }

    [Theory]
    [InlineData("forges:\n  x:\n    kind: gitlab\n    repositories: a/b\n", 3, "forges.x.kind", "none of github")]
    [InlineData("forges:\n  x:\n    kind: github\n    repositories: a/b\n", 2, "forges.x.app", "one of them")]
    [InlineData("forges:\n  x:\n    kind: github\n    tokenFile: /nowhere\n    repositories: a/b\n", 4, "forges.x.tokenFile", "cannot be read")]
    [InlineData("forges:\n  x:\n    kind: github\n    token: ghp_1\n    repositories: a/b\n", 4, "forges.x.token", "never written into this file")]
    [InlineData("forges:\n  x:\n    kind: github\n    tokenEnvironment: FACTORY_NO_SUCH_VARIABLE\n    repositories: a/b\n", 4, "forges.x.tokenEnvironment", "is not set")]
    [InlineData("forges:\n  x:\n    kind: github\n    app: { id: 1, privateKeyFile: /nowhere }\n    repositories: a/b\n", 4, "forges.x.app.privateKeyFile", "cannot be read")]
    [InlineData("forges:\n  x:\n    kind: github\n    address: https://h/path\n    repositories: a/b\n", 4, "forges.x.address", "without a path")]
    [InlineData("forges:\n  x:\n    kind: github\n    repositories: a\n", 4, "forges.x.repositories", "owner/name")]
    [InlineData("forges:\n  x:\n    kind: github\n    repositories: a/b\n    policy:\n      merge: always\n", 6, "forges.x.policy.merge", "none of never, approved")]
    [InlineData("forge: 1\n", 1, "forge", "unknown key")]
    [InlineData("missions: https://factory.example.org\n", 1, "missions", "Factory:PublicUrl")]
    public void A_mistake_is_said_with_its_file_line_and_key(string yaml, int line, string key, string problem)
    {
        var error = Assert.Throws<SettingsFileException>(() => Read(yaml));

        Assert.Equal(("factory.publisher.yaml", line, key), (error.File, error.Line, error.Key));
        Assert.Contains(problem, error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_is_no_key_stops_the_start_and_is_not_repeated()
    {
        var error = Assert.Throws<SettingsFileException>(() => Read($"forges:\n  x:\n    kind: github\n    app: {{ id: 1, privateKeyFile: {Write("key", "hunter2")} }}\n    repositories: a/b\n"));

        Assert.Contains("PEM", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_variables_that_it_names_are_handed_to_the_publisher()
    {
        Environment.SetEnvironmentVariable("FACTORY_TEST_FORGE_TOKEN", "ghp_y");
        var file = Write("factory.publisher.yaml", "forges:\n  x:\n    kind: github\n    tokenEnvironment: FACTORY_TEST_FORGE_TOKEN\n    repositories: a/b\n");

        Assert.Equal(["FACTORY_TEST_FORGE_TOKEN"], PublisherFilePath.SecretVariables(file));
    }

    [Fact]
    public void What_is_broken_later_leaves_what_was_read_before()
    {
        var time = new Ahead();
        var path = Write("factory.publisher.yaml", $"forges:\n  x:\n    kind: github\n    tokenFile: {Write("token", "ghp_x")}\n    repositories: a/b\n");
        var files = new PublisherFiles(() => path, time, Microsoft.Extensions.Logging.Abstractions.NullLogger<PublisherFiles>.Instance);

        File.WriteAllText(path, "forges: 3\n");
        time.Elapsed += TimeSpan.FromSeconds(2);

        Assert.Equal("a/b", Assert.Single(files.Recent.Forges).Repositories[0]);
        Assert.Contains("line 1", files.Problem, StringComparison.Ordinal);

        File.WriteAllText(path, $"forges:\n  x:\n    kind: github\n    tokenFile: {Write("token", "ghp_x")}\n    repositories: a/c\n");
        time.Elapsed += TimeSpan.FromSeconds(2);

        Assert.Equal("a/c", Assert.Single(files.Recent.Forges).Repositories[0]);
        Assert.Null(files.Problem);
    }

    /// <summary>To write it anew: run this test with FACTORY_WRITE_SCHEMA=1.</summary>
    [Fact]
    public async Task The_published_schema_says_what_the_reader_accepts()
    {
        var file = Path.Combine(Root(), "docs", "factory.publisher.schema.json");
        var schema = PublisherFileKind.Instance.PublishedSchema();
        if (Environment.GetEnvironmentVariable("FACTORY_WRITE_SCHEMA") is not null)
            await File.WriteAllTextAsync(file, schema.ToJsonString(Indented) + "\n");

        Assert.True(JsonNode.DeepEquals(schema, JsonNode.Parse(await File.ReadAllTextAsync(file))), "docs/factory.publisher.schema.json is not what the reader accepts. Write it anew: FACTORY_WRITE_SCHEMA=1, and this test.");
    }

    private static PublisherFile Read(string yaml) => PublisherFile.Parse("factory.publisher.yaml", Encoding.UTF8.GetBytes(yaml));

    private static RepositoryAddress Address(string text) => RepositoryAddress.Read(text, out _)!;

    private string Key()
    {
        using var rsa = RSA.Create(2048);
        return Write("app.pem", rsa.ExportRSAPrivateKeyPem());
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, content);
        return path;
    }

    private static string Root()
    {
        var place = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(place, "Factory.Services.sln")))
            place = Path.GetDirectoryName(place)!;
        return place;
    }

    private sealed class Ahead : TimeProvider
    {
        public TimeSpan Elapsed { get; set; }

        public override long GetTimestamp() => Elapsed.Ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;
    }
}
