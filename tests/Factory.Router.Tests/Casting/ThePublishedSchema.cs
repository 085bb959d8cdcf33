using System.Text.Json;
using System.Text.Json.Nodes;
using Factory.Router.Casting;

namespace Factory.Router.Tests.Casting;

public sealed class ThePublishedSchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>To write it anew: run this test with FACTORY_WRITE_SCHEMA=1.</summary>
    [Fact]
    public async Task Says_what_the_reader_accepts()
    {
        var file = Path.Combine(Repository.Root, "docs", "factory.models.schema.json");
        var schema = ModelsFileKind.Instance.PublishedSchema();
        if (Environment.GetEnvironmentVariable("FACTORY_WRITE_SCHEMA") is not null)
            await File.WriteAllTextAsync(file, schema.ToJsonString(Indented) + "\n");

        var published = JsonNode.Parse(await File.ReadAllTextAsync(file));

        Assert.True(JsonNode.DeepEquals(schema, published), "docs/factory.models.schema.json is not what the reader accepts. Write it anew: FACTORY_WRITE_SCHEMA=1, and this test.");
    }
}
