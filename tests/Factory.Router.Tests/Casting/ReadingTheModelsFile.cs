using System.Text;
using Factory.Router.Casting;
using Factory.Settings;
using Factory.Servers;
using Microsoft.Extensions.Configuration;

namespace Factory.Router.Tests.Casting;

public sealed class ReadingTheModelsFile
{
    private const string Right = """
        models:
          gpt:
            provider: openai-compatible
            baseUrl: https://models.example/v1
            model: m
            inputUsdPerMillion: 1
            outputUsdPerMillion: 2
        policies:
          cheap: { by: cost }
        roles:
          coder: { model: gpt, fallbacks: [builtin/mechanic], policy: cheap }
          default: builtin/mechanic
        rules:
          - when: { sensitivity: secret }
            only: { regions: [eu] }
        repositories:
          - { match: /srv/bank, sensitivity: secret }
        """;

    [Fact]
    public void Without_a_file_every_role_is_played_by_the_mechanic()
    {
        var folder = TestServers.NewFolder();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Factory:DataFolder", folder)]).Build();

        Assert.Null(ModelsFilePath.Find(configuration));
        Assert.Equal([CastModel.MechanicName], ModelsFile.Empty.Cast.Role("coder").Models);
    }

    [Fact]
    public async Task The_file_in_the_data_folder_is_found_and_one_that_is_named_wins()
    {
        var folder = TestServers.NewFolder();
        await File.WriteAllTextAsync(Path.Combine(folder, "factory.models.yaml"), Right);
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Factory:DataFolder"] = folder };

        Assert.Equal(Path.Combine(folder, "factory.models.yaml"), ModelsFilePath.Find(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()));
        settings["Factory:ModelsFile"] = "/elsewhere/models.yaml";
        Assert.Equal("/elsewhere/models.yaml", ModelsFilePath.Find(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()));
    }

    [Fact]
    public void A_role_has_its_model_and_then_its_fallbacks()
    {
        var cast = Read(Right).Cast;

        Assert.Equal(["gpt", CastModel.MechanicName], cast.Role("coder").Models);
        Assert.Equal([CastModel.MechanicName], cast.Role("planner").Models);
        Assert.Equal((new Price(1m, 2m), TimeSpan.FromMinutes(15), 128_000), (cast.Models["gpt"].Price, cast.Models["gpt"].Timeout, cast.Models["gpt"].ContextTokens));
    }

    [Fact]
    public void The_JSON_of_earlier_versions_is_read_with_tabs_and_all()
    {
        var cast = Read("""
            {
            	"models": { "gpt": { "provider": "openai-compatible", "baseUrl": "https://models.example/v1", "model": "gpt-x", "inputUsdPerMillion": "1.25", "outputUsdPerMillion": 10, "timeout": "00:20:00" } },
            	"roles": { "coder": { "model": "gpt", "fallbacks": ["builtin/mechanic"] }, "default": "builtin/mechanic" }
            }
            """).Cast;

        Assert.Equal((new Price(1.25m, 10m), TimeSpan.FromMinutes(20), "gpt-x"), (cast.Models["gpt"].Price, cast.Models["gpt"].Timeout, cast.Models["gpt"].Model));
        Assert.Equal(["gpt", CastModel.MechanicName], cast.Role("coder").Models);
    }

    [Fact]
    public void A_model_without_a_price_has_an_unknown_one_and_is_not_free() =>
        Assert.False(Read(Right.Replace("    inputUsdPerMillion: 1\n", "", StringComparison.Ordinal)).Cast.Models["gpt"].Price.IsKnown);

    [Theory]
    [InlineData("provider: openai-compatible", "provider: magic", 3, "models.gpt.provider", "this is none of openai, openai-responses,")]
    [InlineData("    model: m\n", "", 2, "models.gpt.model", "this is missing")]
    [InlineData("inputUsdPerMillion: 1", "inputUsdPerMillion: -1", 6, "models.gpt.inputUsdPerMillion", "write an amount in US dollars per million tokens: a number from 0 to 1000000")]
    [InlineData("inputUsdPerMillion: 1", "inputUsdPerMillion: 1e30", 6, "models.gpt.inputUsdPerMillion", "write an amount")]
    [InlineData("inputUsdPerMillion: 1", "inputUsdPerMillion: .nan", 6, "models.gpt.inputUsdPerMillion", "write an amount")]
    [InlineData("https://models.example/v1", "ftp://models.example", 4, "models.gpt.baseUrl", "write an absolute http or https address")]
    [InlineData("https://models.example/v1", "https://user:secret@models.example", 4, "models.gpt.baseUrl", "no user, query or fragment")]
    [InlineData("https://models.example/v1", "https://models.example/v1?key=secret", 4, "models.gpt.baseUrl", "no user, query or fragment")]
    [InlineData("model: m", "model: m\n    timeout: soon", 6, "models.gpt.timeout", "write a time as hours:minutes:seconds")]
    [InlineData("model: m", "model: m\n    timeout: 1", 6, "models.gpt.timeout", "write a time as hours:minutes:seconds")]
    [InlineData("model: m", "model: m\n    tiemout: 00:01:00", 6, "models.gpt.tiemout", "unknown key. The keys here are provider,")]
    [InlineData("model: m", "model: m\n    contextTokens: -1", 6, "models.gpt.contextTokens", "write tokens: a whole number from 1000 to 100000000")]
    [InlineData("model: m", "model: m\n    attempts: 99999999999999999999", 6, "models.gpt.attempts", "write attempts: a whole number from 1 to 20")]
    [InlineData("model: m", "model: m\n    model: n", 6, "models.gpt.model", "this key is written twice")]
    [InlineData("model: m", "model: m\n    apiKey: sk-secretsecret", 6, "models.gpt.apiKey", "a key is never written into this file")]
    [InlineData("model: m", "model: m\n    apiKeyEnvironment: sk-secretsecret", 6, "models.gpt.apiKeyEnvironment", "this is not the name of an environment variable; the key itself")]
    [InlineData("model: m", "model: m\n    apiKeyFile: sk-secretsecret", 6, "models.gpt.apiKeyFile", "this is not the path of a file; the key itself")]
    [InlineData("model: m", "model: m\n    apiKeyEnvironment: FACTORY_TEST_NOT_SET", 6, "models.gpt.apiKeyEnvironment", "the environment variable FACTORY_TEST_NOT_SET is not set")]
    [InlineData("model: m", "model: m\n    apiKeyFile: /nowhere/key", 6, "models.gpt.apiKeyFile", "the file /nowhere/key cannot be read")]
    [InlineData("model: gpt,", "model: gpd,", 11, "roles.coder", "there is no model \"gpd\"")]
    [InlineData("policy: cheap", "policy: dear", 11, "roles.coder", "there is no policy \"dear\"")]
    [InlineData("  coder: {", "  codr: {", 11, "roles.codr", "there is no role of this name. Did you mean coder?")]
    [InlineData("roles:", "rolls:", 10, "rolls", "unknown key")]
    [InlineData("by: cost", "by: mix", 9, "policies.cheap.weights", "a mix needs weights")]
    [InlineData("sensitivity: secret }\n    only", "sensitivity: secert }\n    only", 14, "rules[0]", "no repository has the label secert")]
    [InlineData("/srv/bank, sensitivity: secret", "/srv/bank, sensitivity: [secret, secert]", 16, "repositories", "no rule is about the label secert")]
    [InlineData("regions: [eu]", "regions: []", 15, "rules[0].only.regions", "this list is empty")]
    [InlineData("regions: [eu]", "selfHosted: false", 15, "rules[0].only", "this allows every model")]
    [InlineData("  gpt:", "  builtin/gpt:", 2, "models.builtin/gpt", "names that start with builtin/ are built in")]
    [InlineData("model: m", "model: &a m", 5, "models.gpt.model", "anchors and aliases")]
    [InlineData("model: m", "model: *a", 5, "models.gpt.model", "anchors and aliases")]
    [InlineData("model: m", "model: !!binary m", 5, "models.gpt.model", "tags (!) are not read")]
    [InlineData("model: m", "<<: { model: m }", 5, "models.gpt.<<", "unknown key")]
    [InlineData("model: m", "model: [m]", 5, "models.gpt.model", "write the provider's name of the model")]
    [InlineData("roles:", "---\nroles:", 10, "", "a second document starts here")]
    [InlineData("    model: m", "   model: m", 5, "", "this is not YAML")]
    public async Task A_mistake_is_named_by_file_line_and_key(string right, string wrong, int line, string key, string problem)
    {
        Assert.Contains(right, Right, StringComparison.Ordinal);
        var file = Path.Combine(TestServers.NewFolder(), "factory.models.yaml");
        await File.WriteAllTextAsync(file, Right.Replace(right, wrong, StringComparison.Ordinal));

        var error = Assert.Throws<SettingsFileException>(() => PresentFile.Read(file, ModelsFile.Content(file)));

        Assert.Equal((file, line, key), (error.File, error.Line, error.Key));
        Assert.StartsWith(problem, error.Problem, StringComparison.Ordinal);
        Assert.StartsWith($"{file}, line {line}{(key.Length > 0 ? $", key {key}" : "")}: ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secretsecret", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("user:secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_said()
    {
        var error = Assert.Throws<SettingsFileException>(() => PresentFile.Read("/nowhere/models.yaml", ModelsFile.Content("/nowhere/models.yaml")));

        Assert.StartsWith("/nowhere/models.yaml: cannot be read", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2_000_000, "the file has 1,048,577 bytes; at most 1,048,576")]
    [InlineData(0, "is nested deeper than 16")]
    public async Task What_is_huge_or_deep_is_refused_before_it_is_read_whole(int size, string problem)
    {
        var file = Path.Combine(TestServers.NewFolder(), "factory.models.yaml");
        await File.WriteAllTextAsync(file, size > 0 ? new string('#', size) : new string('[', 100_000));

        Assert.Contains(problem, Assert.Throws<SettingsFileException>(() => PresentFile.Read(file, ModelsFile.Content(file))).Message, StringComparison.Ordinal);
    }

    private static ModelsFile Read(string yaml) => ModelsFile.Parse("factory.models.yaml", Encoding.UTF8.GetBytes(yaml));
}
