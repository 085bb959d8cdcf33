using System.Text.Json.Nodes;
using Factory.Settings;
using Factory.Workspaces.Files;

namespace Factory.Reviewer.PullRequests.Settings;

/// <summary>A pattern of paths.</summary>
internal sealed class GlobKind : SettingsKind<string>
{
    private static readonly TextKind Pattern = new(null, "a pattern of paths, such as src/** or *.min.js", 200);

    public override string Read(SettingsNode node)
    {
        var glob = Pattern.Read(node);
        try
        {
            _ = Glob.Matcher(glob);
            return glob;
        }
        catch (FileRefused refused)
        {
            throw node.Wrong(refused.Message);
        }
    }

    public override JsonObject Schema() => Pattern.Schema();
}
