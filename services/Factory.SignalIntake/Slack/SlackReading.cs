using System.Text.Json;
using Factory.Contracts.Origins;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.GitHub;
using Factory.SignalIntake.Judging;

namespace Factory.SignalIntake.Slack;

/// <summary>What a delivery of Slack asks for. Pure: the same delivery and rules give the same.</summary>
/// <param name="source">Name of the source.</param>
/// <param name="repositories">The names of its repositories, in small letters.</param>
/// <param name="answers">What Publisher answered when it was asked about the sender.</param>
internal sealed class SlackReading(string source, SlackRules rules, IReadOnlyCollection<string> repositories, PublisherAnswers answers)
{
    private static readonly string[] Spoken = ["file_share", "thread_broadcast", "me_message"];

    public ReadDelivery Read(SlackPayload payload) => payload.Root.ValueKind != JsonValueKind.Object
        ? Rejected("It is no JSON object.")
        : payload.Kind switch
        {
            SlackPayload.Commands => Command(payload.Root),
            SlackPayload.Buttons => Button(payload.Root),
            _ => Event(payload.Root),
        };

    private ReadDelivery Event(JsonElement root)
    {
        if (root.Text("type") != "event_callback")
            return ReadDelivery.Ignored($"Nothing follows from what Slack calls {Word(root.Text("type"))}.");
        var said = root.At("event");
        var kind = said.Text("type");
        if (kind is not ("app_mention" or "message"))
            return ReadDelivery.Ignored($"Nothing follows from events of this kind ({Word(kind)}).");
        if (said.Text("subtype") is { } subtype && !Spoken.Contains(subtype, StringComparer.Ordinal))
            return ReadDelivery.Ignored($"It is no new message ({Word(subtype)}).");
        var bot = Bot(root);
        if (said.Text("bot_id") is not null || said.At("bot_profile").ValueKind == JsonValueKind.Object || said.Text("user") is not { } user || user == bot || user == "USLACKBOT")
            return ReadDelivery.Ignored("A bot wrote it.");
        if (said.Text("channel") is not { } channel || said.Text("ts") is not { } at || said.At("edited").ValueKind == JsonValueKind.Object)
            return ReadDelivery.Ignored("It is no new message in a channel.");
        var heard = new Heard(SlackSender.OfEvent(root, said), channel, said.Text("thread_ts") ?? at, at, SlackText.Plain(said.Text("text") ?? "", bot))
        {
            IsMention = kind == "app_mention",
            IsDirect = said.Text("channel_type") == "im",
            Files = [.. Files(said)],
        };
        return heard.Sender.IsListened(rules) ? Message(heard) : Elsewhere(heard.Sender);
    }

    private ReadDelivery Message(Heard heard)
    {
        var place = rules.Channels.GetValueOrDefault(heard.Channel) ?? (heard.IsDirect && rules.Direct is { } direct ? new SlackChannel(direct, AllMessages: true) : null);
        if (place is null)
            return ReadDelivery.Ignored($"factory.signals.yaml does not name the channel {SlackSender.Shown(heard.Channel)}.");
        if (!heard.IsMention && !place.AllMessages)
            return ReadDelivery.Ignored("It does not mention the factory.");
        if (heard.Text.Length == 0)
            return ReadDelivery.Ignored("It says nothing.");
        if (Refused(heard.Sender) is { } refused)
            return refused;
        var words = SlackWords.Of(heard.Text, repositories);
        if (words.Order is { } order && heard.Thread != heard.At)
            return Ordered(new SlackOrder(order, null, heard.Sender.User, heard.Channel, heard.Thread));
        return words.Text.Length == 0 ? ReadDelivery.Ignored("It says nothing.") : Asks(heard, place, words);
    }

    private ReadDelivery Asks(Heard heard, SlackChannel place, SlackWords words)
    {
        var sender = heard.Sender;
        var chat = new ChatRef(rules.Chat, sender.Workspace ?? sender.Enterprise ?? "", heard.Channel, heard.Thread, heard.At == heard.Thread ? null : heard.At);
        var link = heard.Link(chat);
        var text = $"{SeenText.Clean(words.Text)}{heard.ShownFiles}\n\n(Said by {SlackSender.Shown(sender.User)} in the channel {SlackSender.Shown(heard.Channel)} of Slack, {link})";
        var origin = new Origin(source, SlackSender.Shown(sender.User), Trust.Member) { Chat = chat, Link = link };
        var wish = new Wish($"{source}:{chat.Workspace}:{heard.Channel}:{heard.At}", words.Kind, words.Repository ?? place.Repository, words.Text.Split('\n')[0], text, origin)
        {
            Gist = words.Text,
            Commanded = heard.IsMention,
            TakenOut = SeenText.TakenOut(heard.Text),
            ThreadGate = heard.IsMention && chat is { Message: not null, Thread.Length: > 0 } ? sender.Gate(rules) : null,
            OnlyInThread = !heard.IsMention && heard.Thread != heard.At && !heard.IsDirect,
        };
        return ReadDelivery.Asks(wish, $"{SlackSender.Shown(sender.User)} asked for it in {SlackSender.Shown(heard.Channel)}.");
    }

    /// <summary>There is no message to answer below: the answer is a message of its own.</summary>
    private ReadDelivery Command(JsonElement root)
    {
        var sender = SlackSender.OfCommand(root);
        if (root.Text("channel_id") is not { } channel || root.Text("trigger_id") is not { Length: > 0 } trigger)
            return Rejected("It has no channel or no trigger.");
        var heard = new Heard(sender, channel, "", trigger, SlackText.Plain(root.Text("text") ?? "", bot: null)) { IsMention = true, IsDirect = channel.StartsWith('D') };
        if (!sender.IsListened(rules))
            return Elsewhere(sender);
        return heard.Text.Length == 0 ? ReadDelivery.Ignored("It says nothing. Say what to do, for example: fix the total is wrong for groups of three.") : Message(heard);
    }

    private ReadDelivery Button(JsonElement root)
    {
        if (root.Text("type") != "block_actions" || root.At("actions") is not { ValueKind: JsonValueKind.Array } actions || actions.GetArrayLength() == 0)
            return ReadDelivery.Ignored("Nothing follows from this.");
        var sender = SlackSender.OfButton(root);
        if (!sender.IsListened(rules))
            return Elsewhere(sender);
        SlackOrderKind? order = actions[0].Text("action_id") switch
        {
            "factory-cancel" => SlackOrderKind.Cancel,
            "factory-pause" => SlackOrderKind.Pause,
            "factory-resume" => SlackOrderKind.Resume,
            _ => null,
        };
        if (order is null || !Guid.TryParseExact(actions[0].Text("value"), "D", out var mission))
            return ReadDelivery.Ignored("It is none of the factory's buttons.");
        var channel = root.At("container").Text("channel_id") ?? root.At("channel").Text("id") ?? "";
        return Refused(sender) ?? Ordered(new SlackOrder(order.Value, mission, sender.User, channel, null));
    }

    /// <summary>Why nothing comes of it, or that Publisher is to be asked; null where the sender may ask for work.</summary>
    private ReadDelivery? Refused(SlackSender sender)
    {
        if (answers.LetThrough)
            return null;
        if (sender.Problem(rules) is { } problem)
            return Held(problem);
        if (!sender.MustBeLookedUp(rules))
            return null;
        if (answers.Author is not { } author || author.Login != sender.User)
            return Held($"Publisher asks Slack whether {SlackSender.Shown(sender.User)} may ask for work.") with { Person = new PersonQuestion(rules.Chat, sender.Workspace ?? "", sender.User, rules.Must) };
        return author.Trust == Trust.Stranger ? Held(author.Problem ?? $"{SlackSender.Shown(sender.User)} may not ask for work.") : null;
    }

    private static string? Bot(JsonElement root) =>
        root.At("authorizations") is { ValueKind: JsonValueKind.Array } all
            ? all.EnumerateArray().Where(one => one.At("is_bot").ValueKind == JsonValueKind.True).Select(one => one.Text("user_id")).FirstOrDefault()
            : null;

    private static IEnumerable<string> Files(JsonElement said) =>
        said.At("files") is { ValueKind: JsonValueKind.Array } files ? files.EnumerateArray().Take(10).Select(file => Word(file.Text("name"))) : [];

    private static ReadDelivery Elsewhere(SlackSender sender) =>
        ReadDelivery.Ignored($"factory.signals.yaml names neither the workspace {SlackSender.Shown(sender.Workspace)} nor the organisation {SlackSender.Shown(sender.Enterprise)}.");

    private static ReadDelivery Ordered(SlackOrder order) => new(null, $"{SlackSender.Shown(order.By)} asks to {order.Kind.ToString().ToLowerInvariant()} the mission.") { SlackOrder = order };

    private static ReadDelivery Held(string why) => ReadDelivery.Not(DeliveryVerdict.Held, why);

    private static ReadDelivery Rejected(string why) => ReadDelivery.Not(DeliveryVerdict.Rejected, why);

    private static string Word(string? word) => word is null ? "nothing" : string.Concat(word.Where(character => !char.IsControl(character)).Take(60));

    /// <summary>Something that a person said.</summary>
    /// <param name="At">Slack's id of the message, or of the command.</param>
    private sealed record Heard(SlackSender Sender, string Channel, string Thread, string At, string Text)
    {
        public bool IsMention { get; init; }

        public bool IsDirect { get; init; }

        public IReadOnlyList<string> Files { get; init; } = [];

        public string ShownFiles => Files.Count == 0 ? "" : $"\n\n(Files in Slack that are not read: {string.Join(", ", Files)})";

        public string Link(ChatRef chat) => $"https://slack.com/app_redirect?team={SlackSender.Shown(chat.Workspace)}&channel={SlackSender.Shown(Channel)}";
    }
}
