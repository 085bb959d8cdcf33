using Factory.EndToEnd.Tests.Line;
using Factory.ScriptedModel;
using Factory.Servers;

namespace Factory.EndToEnd.Tests.Missions;

public sealed class When_models_are_probed
{
    [Fact]
    public async Task Their_cards_are_shown_by_the_command_line_and_kept()
    {
        var file = Path.Combine(TestServers.NewFolder(), "factory.models.yaml");
        await File.WriteAllTextAsync(file, "roles: { coder: builtin/mechanic }");
        await using var line = await RunningLine.Start(configuration: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Factory:ModelsFile"] = file });
        line.Model.On("coder", request => request.Tools.Count > 0 ? Reply.Call("echo", new { word = "pelican" }) : Reply.Says("pelican"));
        line.Model.CastingOf("coder").Write(file);

        var probed = await CommandLine.Run(line.DataFolder, "models", "probe");
        var unknown = await CommandLine.Run(line.DataFolder, "models", "probe", "nobody", "--json");
        var cards = await line.Get("models/cards");

        Assert.True(probed.ExitCode == 0, probed.All);
        Assert.Contains("scripted-coder: native-tools", probed.All, StringComparison.Ordinal);
        Assert.Contains("scripted-coder, parallel calls: called echo with pelican", probed.All, StringComparison.Ordinal);
        Assert.Equal(1, unknown.ExitCode);
        Assert.Contains("no model of this name", unknown.All, StringComparison.Ordinal);
        Assert.Contains("scripted-coder", cards.GetRawText(), StringComparison.Ordinal);
    }
}
