using System.Text;
using Factory.Router.Casting;

namespace Factory.Router.Tests.Casting;

public sealed class TheExampleInTheDocs
{
    [Fact]
    public async Task Is_a_models_file_that_is_read()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "models.md"));
        var yaml = text.Split("```yaml")[1].Split("```")[0];

        var cast = ModelsFile.Parse("docs/models.md", Encoding.UTF8.GetBytes(yaml)).Cast;

        Assert.Equal(["local", "european", CastModel.MechanicName], cast.Role("coder").Models);
        Assert.Equal(["local"], cast.Role("tester").Models);
    }
}
