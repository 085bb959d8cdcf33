using System.Text;
using System.Text.Json;
using Factory.SignalIntake.Judging;
using Factory.SignalIntake.Slack;

namespace Factory.SignalIntake.Tests.Slack;

/// <summary>What Slack sends, in the shapes that its documentation shows.</summary>
internal static class SlackSays
{
    public const string Bot = "U0BOT";

    public static readonly SlackRules Rules = new(
        "slack",
        new HashSet<string>(["T0HOME"], StringComparer.Ordinal),
        new Dictionary<string, SlackChannel>(StringComparer.Ordinal)
        {
            ["C0SHOP"] = new("acme/shop", AllMessages: false),
            ["C0BUGS"] = new("acme/shop", AllMessages: true),
            ["C0ANY"] = new(null, AllMessages: false),
        },
        People: null,
        Direct: null) { Guests = true };

    public static byte[] Event(object said, object? more = null)
    {
        var root = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["token"] = "old",
            ["team_id"] = "T0HOME",
            ["context_team_id"] = "T0HOME",
            ["context_enterprise_id"] = null,
            ["api_app_id"] = "A0APP",
            ["event"] = said,
            ["type"] = "event_callback",
            ["event_id"] = "Ev0001",
            ["event_time"] = 1_700_000_000,
            ["authorizations"] = new[] { new { enterprise_id = (string?)null, team_id = "T0HOME", user_id = Bot, is_bot = true, is_enterprise_install = false } },
            ["is_ext_shared_channel"] = false,
        };
        foreach (var property in JsonSerializer.SerializeToElement(more ?? new { }).EnumerateObject())
            root[property.Name] = property.Value;
        return JsonSerializer.SerializeToUtf8Bytes(root);
    }

    public static object Mention(string text, string channel = "C0SHOP", string user = "U0ANN", string ts = "1700000000.000100", string? thread = null) => new
    {
        type = "app_mention", user, text, ts, channel, thread_ts = thread, event_ts = ts, client_msg_id = "6e2f", team = "T0HOME",
    };

    public static object Message(string text, string channel = "C0BUGS", string user = "U0ANN", string ts = "1700000000.000100", string? thread = null, string type = "channel") => new
    {
        type = "message", user, text, ts, channel, thread_ts = thread, event_ts = ts, channel_type = type, team = "T0HOME",
    };

    public static byte[] Command(string text, string channel = "C0SHOP", string team = "T0HOME", string trigger = "1.2.3") => Form(
        ("token", "old"), ("team_id", team), ("team_domain", "acme"), ("channel_id", channel), ("channel_name", "shop"), ("user_id", "U0ANN"), ("user_name", "ann"), ("command", "/factory"),
        ("text", text), ("response_url", "https://hooks.slack.com/commands/1"), ("trigger_id", trigger), ("api_app_id", "A0APP"));

    public static byte[] Button(string action, string value, string team = "T0HOME", string channel = "C0SHOP") => Form(("payload", JsonSerializer.Serialize(new
    {
        type = "block_actions",
        user = new { id = "U0ANN", username = "ann", name = "ann", team_id = team },
        api_app_id = "A0APP",
        container = new { type = "message", message_ts = "1700000000.000200", channel_id = channel, is_ephemeral = false, thread_ts = "1700000000.000100" },
        trigger_id = "9.9.9",
        team = new { id = "T0HOME", domain = "acme" },
        channel = new { id = channel, name = "shop" },
        actions = new[] { new { action_id = action, block_id = "b", text = new { type = "plain_text", text = "Cancel" }, value, type = "button", action_ts = "1700000001.0" } },
    })));

    public static ReadDelivery Read(byte[] json, SlackRules? rules = null) => Read("application/json", json, rules);

    public static ReadDelivery ReadForm(byte[] form, SlackRules? rules = null) => Read("application/x-www-form-urlencoded", form, rules);

    private static ReadDelivery Read(string type, byte[] body, SlackRules? rules) => new SlackReading("chat", rules ?? Rules, ["acme/shop", "acme/api"], PublisherAnswers.None).Read(SlackPayload.Of(type, body));

    private static byte[] Form(params (string Name, string Value)[] fields) =>
        Encoding.ASCII.GetBytes(string.Join('&', fields.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}")));
}
