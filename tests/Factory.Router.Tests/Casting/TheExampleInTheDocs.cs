using System.Text;
using Factory.Router.Casting;
using Factory.Servers;
using Microsoft.Extensions.Configuration;

namespace Factory.Router.Tests.Casting;

public sealed class TheExampleInTheDocs
{
    [Fact]
    public async Task Is_a_casting_that_is_read()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Root(), "docs", "models.md"));
        var json = text.Split("```json")[1].Split("```")[0];
        var (key, file) = (Path.Combine(TestServers.NewFolder(), "key"), Path.Combine(TestServers.NewFolder(), "models.json"));
        await File.WriteAllTextAsync(key, "secret");
        await File.WriteAllTextAsync(file, json.Replace("/run/secrets/model-key", key, StringComparison.Ordinal), Encoding.UTF8);

        var cast = CastingReader.Read(new ConfigurationBuilder().AddInMemoryCollection([new(CastingSource.FileKey, file)]).Build());

        Assert.Equal(["large", "local", CastModel.MechanicName], cast.For("coder").Select(model => model.Name));
        Assert.Equal(["local"], cast.For("planner").Select(model => model.Name));
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Factory.Services.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run below the repository.");
        }

        return folder;
    }
}
