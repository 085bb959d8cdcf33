using System.Text;
using System.Text.Json;
using Factory.Contracts.Missions;
using Factory.Contracts.Origins;
using Factory.History;
using Factory.SignalIntake.Alike;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Judging;
using Factory.SignalIntake.Receiving;
using Factory.SignalIntake.Sources;

namespace Factory.SignalIntake.Webhooks;

/// <summary>What a plain webhook asks for, by the paths that its source declares. Pure.</summary>
internal static class WebhookReading
{
    private const int LongestPart = 100_000;
    private const int LongestTicket = 200;

    /// <param name="otherwise">Stands for the key where the source declares none, or the delivery has none.</param>
    public static ReadDelivery Read(string source, JsonElement root, WebhookRules rules, string otherwise)
    {
        var paths = rules.Paths;
        if (rules.When is { } when && !when.Values.Contains(when.Path.Text(root), StringComparer.OrdinalIgnoreCase))
            return ReadDelivery.Not(DeliveryVerdict.Ignored, $"{when.Path} is not {string.Join(" or ", when.Values)}.");
        if (paths.Title.Text(root) is not { } title || string.IsNullOrWhiteSpace(title))
            return ReadDelivery.Not(DeliveryVerdict.Rejected, $"There is no title at {paths.Title}.");
        var key = paths.Key?.Text(root) is { Length: > 0 } named ? named : otherwise;
        var wish = new Wish($"{source}:{key}", rules.Kind, paths.Repository?.Text(root), title, Text(root, paths, title), Origin(source, root, rules))
        {
            Gist = string.Join('\n', paths.Body.Select(path => path.Text(root)).Prepend(title)),
            Fingerprint = Fingerprints.Of(SignalChecks.TitleOf(title)),
            TakenOut = SeenText.TakenOut([title, .. paths.Body.Select(path => path.Text(root))]),
        };
        return ReadDelivery.Asks(wish, $"{source} reports it.");
    }

    /// <summary>Whoever a sender names is nobody that the factory knows.</summary>
    private static Origin Origin(string source, JsonElement root, WebhookRules rules) => new(source, Line(rules.Paths.Author?.Text(root)), Trust.Stranger)
    {
        Link = Line(rules.Paths.Link?.Text(root)),
        Ticket = rules.Ticket is { } ticket && ticket.Path.Text(root) is { Length: > 0 and <= LongestTicket } key ? new TicketRef(ticket.Tracker, key) : null,
    };

    private static string? Line(string? text) => text is null ? null : OneLine.Of(text) is { Length: > 0 } line ? line : null;

    private static string Text(JsonElement root, WebhookPaths paths, string title)
    {
        var text = new StringBuilder($"# {title}\n");
        foreach (var part in paths.Body.Select(path => path.Text(root)).Where(part => !string.IsNullOrWhiteSpace(part)))
            text.Append($"\n{SeenText.Clean(Cut(part!, LongestPart))}\n");
        Add(text, "Severity", paths.Severity?.Text(root));
        Add(text, "Reported by", paths.Author?.Text(root));
        Add(text, "More", paths.Link?.Text(root));
        return text.ToString();
    }

    private static void Add(StringBuilder text, string what, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
            text.Append($"\n{what}: {Cut(value.ReplaceLineEndings(" "), 500)}");
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];
}
