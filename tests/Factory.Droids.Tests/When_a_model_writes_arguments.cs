using System.Text.Json;
using Factory.Droids.Tools;

namespace Factory.Droids.Tests;

public sealed class When_a_model_writes_arguments
{
    [Theory]
    [InlineData("""{"path":"\ud800"}""")]
    [InlineData("""{"\ud800":"x","path":1}""")]
    [InlineData("""{"path":["x"]}""")]
    [InlineData("[]")]
    public void What_is_no_text_is_refused_to_the_model(string json)
    {
        using var arguments = JsonDocument.Parse(json);

        Assert.Throws<ToolRefused>(() => arguments.RootElement.Text("path"));
    }

    [Fact]
    public void Half_a_character_in_a_list_is_refused_to_the_model()
    {
        using var arguments = JsonDocument.Parse("""{"tests":["a","\udc00"]}""");

        Assert.Throws<ToolRefused>(() => arguments.RootElement.Texts("tests"));
    }
}
