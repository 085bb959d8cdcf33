using System.Text.Json.Nodes;
using Factory.Contracts.Outputs;
using Factory.Workspaces.Scanning;

namespace Factory.Publisher.Slack;

/// <summary>The one message of a mission in Block Kit, see docs.slack.dev/reference/block-kit. Everything in it was looked through for secrets.</summary>
internal sealed class SlackMessage
{
    /// <summary>What marks a message as a mission's, in its metadata.</summary>
    public const string EventType = "factory_mission";

    private const int LongestTitle = 150;

    /// <summary>Of 3,000 that a section takes.</summary>
    private const int LongestSection = 2_900;

    private SlackMessage(string title, string section, bool isCut, TellOrigin telling) => (Title, Section, IsCut, Telling) = (title, section, isCut, telling);

    /// <summary>Without secrets, one line.</summary>
    public string Title { get; }

    /// <summary>Whether more is to be said than a message takes: the whole is a file.</summary>
    public bool IsCut { get; }

    private string Section { get; }

    private TellOrigin Telling { get; }

    public static SlackMessage Of(TellOrigin telling)
    {
        var title = Redaction.Of(telling.Title).ReplaceLineEndings(" ").Trim();
        var markup = SlackMarkup.Of(Redaction.Of(telling.Text));
        var isCut = markup.Length > LongestSection;
        return new SlackMessage(Cut(title.Length == 0 ? "Mission" : title, LongestTitle), isCut ? Shortened(markup) : markup, isCut, telling);
    }

    /// <summary>As arguments of <c>chat.postMessage</c> and <c>chat.update</c>, without where.</summary>
    public JsonObject Arguments() => new()
    {
        ["text"] = $"{SlackMarkup.Escaped(Title)}: {Stage}",
        ["blocks"] = Blocks(),
        ["unfurl_links"] = false,
        ["unfurl_media"] = false,
        ["metadata"] = new JsonObject
        {
            ["event_type"] = EventType,
            ["event_payload"] = new JsonObject { ["mission"] = Telling.MissionId.ToString(), ["step"] = Telling.Step },
        },
    };

    private JsonArray Blocks()
    {
        var blocks = new JsonArray { new JsonObject { ["type"] = "header", ["text"] = new JsonObject { ["type"] = "plain_text", ["text"] = Title, ["emoji"] = false } } };
        if (Section.Length > 0)
            blocks.Add(new JsonObject { ["type"] = "section", ["text"] = Markup(Section) });
        blocks.Add(new JsonObject { ["type"] = "context", ["elements"] = new JsonArray(Markup(Context)) });
        if (Buttons() is { Count: > 0 } buttons)
            blocks.Add(new JsonObject { ["type"] = "actions", ["elements"] = buttons });
        return blocks;
    }

    private string Context =>
        Telling.Url is { } url && Redaction.Of(url) == url && SlackMarkup.Link(url, "result") is var link && link != "result" ? $"*{Stage}*  ·  {link}" : $"*{Stage}*";

    private string Stage => Telling.Stage switch
    {
        ProgressStage.Accepted => "accepted",
        ProgressStage.Working => "at work",
        ProgressStage.Waiting => "waiting for somebody",
        ProgressStage.Published => "published",
        _ => "ended",
    };

    /// <summary>What people may do while it runs. SignalIntake knows them by <c>action_id</c>, and the mission by the value.</summary>
    private JsonArray Buttons() => Telling.Stage switch
    {
        ProgressStage.Accepted or ProgressStage.Working => [Button("factory-pause", "Pause"), CancelButton()],
        ProgressStage.Waiting => [Button("factory-resume", "Resume"), CancelButton()],
        _ => [],
    };

    private JsonObject CancelButton()
    {
        var button = Button("factory-cancel", "Cancel");
        button["style"] = "danger";
        button["confirm"] = new JsonObject
        {
            ["title"] = Plain("Cancel the mission?"),
            ["text"] = Plain("What it did so far stays on record; nothing more is done."),
            ["confirm"] = Plain("Cancel it"),
            ["deny"] = Plain("Keep it"),
        };
        return button;
    }

    private JsonObject Button(string action, string label) => new()
    {
        ["type"] = "button", ["action_id"] = action, ["text"] = Plain(label), ["value"] = Telling.MissionId.ToString(),
    };

    private static JsonObject Plain(string text) => new() { ["type"] = "plain_text", ["text"] = text };

    /// <summary>Verbatim: Slack makes no links and mentions of what only looks like them.</summary>
    private static JsonObject Markup(string text) => new() { ["type"] = "mrkdwn", ["text"] = text, ["verbatim"] = true };

    /// <summary>At the end of a line, so that no link or escape is cut in two.</summary>
    private static string Shortened(string markup)
    {
        var end = markup.LastIndexOf('\n', LongestSection);
        var kept = end > LongestSection / 2 ? markup[..end] : Whole(markup[..LongestSection]);
        var fences = kept.Split("```").Length - 1;
        return $"{kept}{(fences % 2 == 1 ? "\n```" : "")}\n…";
    }

    private static string Whole(string cut)
    {
        var open = Math.Max(cut.LastIndexOf('<'), cut.LastIndexOf('&'));
        return open >= 0 && cut.IndexOfAny(['>', ';'], open) < 0 ? cut[..open] : char.IsHighSurrogate(cut[^1]) ? cut[..^1] : cut;
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : $"{text[..(char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1)]}…";
}
