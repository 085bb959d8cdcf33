using System.Text.Json.Nodes;
using Factory.Settings;
using Factory.SignalIntake.Receiving;

namespace Factory.Cli.Evaluating;

/// <summary>A report, of one line or many.</summary>
internal sealed class ReportKind : SettingsKind<string>
{
    public override string Read(SettingsNode node)
    {
        var text = Written(node, "write what is wrong, in words.");
        try
        {
            return ReportText.Clean(text);
        }
        catch (SignalRefused refused)
        {
            throw node.Wrong(refused.Message);
        }
    }

    public override JsonObject Schema() => new() { ["type"] = "string", ["minLength"] = 1 };
}
