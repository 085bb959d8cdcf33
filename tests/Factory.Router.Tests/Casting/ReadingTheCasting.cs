using Factory.Router.Casting;
using Factory.Servers;
using Microsoft.Extensions.Configuration;

namespace Factory.Router.Tests.Casting;

public sealed class ReadingTheCasting
{
    private static readonly string File = Path.Combine(TestServers.NewFolder(), "models.json");

    [Fact]
    public void Without_a_configuration_every_role_is_played_by_the_mechanic()
    {
        var cast = CastingReader.Read(new ConfigurationBuilder().Build());

        Assert.Equal(CastModel.MechanicName, Assert.Single(cast.For("coder")).Name);
        Assert.Equal(CastModel.MechanicName, Assert.Single(cast.Models).Name);
    }

    [Fact]
    public void A_role_has_its_model_and_then_its_fallbacks()
    {
        var cast = Read("""
            {
              "models": { "gpt": { "provider": "openai-compatible", "baseUrl": "https://models.example/v1", "model": "gpt-x", "inputUsdPerMillion": 1.25, "outputUsdPerMillion": 10, "timeout": "00:20:00" } },
              "roles": { "coder": { "model": "gpt", "fallbacks": ["builtin/mechanic"] }, "default": "builtin/mechanic" }
            }
            """);

        Assert.Equal(["gpt", CastModel.MechanicName], cast.For("coder").Select(model => model.Name));
        Assert.Equal([CastModel.MechanicName], cast.For("planner").Select(model => model.Name));
        var gpt = cast.For("coder")[0];
        Assert.Equal((new Price(1.25m, 10m), TimeSpan.FromMinutes(20), 128_000), (gpt.Price, gpt.Timeout, gpt.ContextTokens));
    }

    [Theory]
    [InlineData("\"provider\": \"openai-compatible\"", "\"provider\": \"magic\"", "line 3, key Models:gpt:Provider: \"magic\" is not a provider")]
    [InlineData("\"model\": \"m\",", "", "line 2, key Models:gpt:Model: this is missing")]
    [InlineData("\"inputUsdPerMillion\": 1,", "", "line 2, key Models:gpt:InputUsdPerMillion: the price is missing")]
    [InlineData("\"inputUsdPerMillion\": 1,", "\"inputUsdPerMillion\": \"-1\",", "line 6, key Models:gpt:InputUsdPerMillion: \"-1\" is not an amount")]
    [InlineData("https://models.example/v1", "ftp://models.example", "line 4, key Models:gpt:BaseUrl: write an absolute http or https address")]
    [InlineData("https://models.example/v1", "https://user:secret@models.example", "line 4, key Models:gpt:BaseUrl: no user, query or fragment")]
    [InlineData("https://models.example/v1", "https://models.example/v1?key=secret", "line 4, key Models:gpt:BaseUrl: no user, query or fragment")]
    [InlineData("\"outputUsdPerMillion\": 2", "\"outputUsdPerMillion\": 2, \"timeout\": \"soon\"", "line 7, key Models:gpt:Timeout: \"soon\" is not a time")]
    [InlineData("\"outputUsdPerMillion\": 2", "\"outputUsdPerMillion\": 2, \"tiemout\": \"00:01:00\"", "line 7, key Models:gpt:tiemout: unknown key")]
    [InlineData("\"outputUsdPerMillion\": 2", "\"outputUsdPerMillion\": 2, \"apiKeyEnvironment\": \"FACTORY_TEST_NOT_SET\"", "line 7, key Models:gpt:ApiKeyEnvironment: the environment variable FACTORY_TEST_NOT_SET is not set")]
    [InlineData("\"outputUsdPerMillion\": 2", "\"outputUsdPerMillion\": 2, \"apiKeyFile\": \"/nowhere/key\"", "line 7, key Models:gpt:ApiKeyFile: the file /nowhere/key cannot be read")]
    [InlineData("\"coder\": \"gpt\"", "\"coder\": \"gpd\"", "line 10, key Roles:coder: there is no model \"gpd\"")]
    [InlineData("\"coder\": \"gpt\"", "\"codr\": \"gpt\"", "line 10, key Roles:codr: there is no role of this name")]
    [InlineData("\"roles\"", "\"rolls\"", "line 10, key rolls: unknown key")]
    [InlineData("\"model\": \"m\",", "\"model\": \"m\"", "line 6: this is not JSON")]
    public void A_mistake_is_named_by_file_line_and_key(string right, string wrong, string message)
    {
        const string json = """
            {
              "models": { "gpt": {
                "provider": "openai-compatible",
                "baseUrl": "https://models.example/v1",
                "model": "m",
                "inputUsdPerMillion": 1,
                "outputUsdPerMillion": 2
              } },

              "roles": { "coder": "gpt" }
            }
            """;
        Assert.Contains(right, json, StringComparison.Ordinal);

        var error = Assert.Throws<CastingException>(() => Read(json.Replace(right, wrong, StringComparison.Ordinal)));

        Assert.StartsWith(message, error.Message.Replace($"Casting, {File}, ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_said()
    {
        var error = Assert.Throws<CastingException>(() => CastingReader.Read(Configuration("/nowhere/models.json")));

        Assert.StartsWith("Casting, /nowhere/models.json: cannot be read", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_mechanic_cannot_be_defined_anew()
    {
        var error = Assert.Throws<CastingException>(() => Read("""{ "models": { "builtin/mechanic": { "provider": "openai-compatible" } } }"""));

        Assert.Contains("built in", error.Message, StringComparison.Ordinal);
    }

    private static Cast Read(string json)
    {
        System.IO.File.WriteAllText(File, json);
        return CastingReader.Read(Configuration(File));
    }

    private static IConfigurationRoot Configuration(string file) =>
        new ConfigurationBuilder().AddInMemoryCollection([new(CastingSource.FileKey, file)]).Build();
}
