using System.Globalization;
using Factory.Contracts.Chats;
using Factory.Publisher.Outputs;
using Factory.Publisher.Settings;

namespace Factory.Publisher.Slack;

/// <summary>What was said in a thread before a message: the thread's first message, and the latest ones.</summary>
internal sealed class SlackBefore(PublisherFiles files, SlackClient client, SlackPeople people)
{
    private const int PageSize = 200;
    private const int MostPages = 10;
    private const int MostMessages = 50;
    private const int LongestText = 4_000;

    /// <exception cref="OutputNotAllowed">The settings name no such chat, or not for the team.</exception>
    /// <exception cref="SlackRefused">Slack refuses it.</exception>
    /// <exception cref="AskLater">Slack asks for patience.</exception>
    /// <exception cref="HttpRequestException">Slack cannot be reached.</exception>
    public async Task<IReadOnlyList<SaidInThread>> Read(ReadChatThread question, CancellationToken ct)
    {
        var (chat, messages) = (files.Chat(question.Chat.Chat, question.Team), new List<SaidInThread>());
        string? cursor = null;
        for (var page = 0; page < MostPages; page++)
        {
            var read = await client.Ask<SlackMessages>(chat, "conversations.replies", Arguments(question, cursor), ct);
            foreach (var said in read.Messages.Where(said => Counts(said, question)))
            {
                if (question.Gate.Names(said.User!) || await people.Problem(chat, question.Chat.Workspace, said.User!, question.Gate.Must, ct) is null)
                    messages.Add(new SaidInThread(said.Ts!, said.User!, Cut(said.Text!)));
            }

            if (messages.Count > MostMessages)
                messages.RemoveRange(1, messages.Count - MostMessages);
            cursor = read.More?.Next;
            if (string.IsNullOrEmpty(cursor))
                break;
        }

        return messages;
    }

    private static Dictionary<string, string> Arguments(ReadChatThread question, string? cursor)
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["channel"] = question.Chat.Channel,
            ["ts"] = question.Chat.Thread,
            ["limit"] = PageSize.ToString(CultureInfo.InvariantCulture),
        };
        if (question.Chat.Message is { } message)
            arguments["latest"] = message;
        if (cursor is not null)
            arguments["cursor"] = cursor;
        return arguments;
    }

    /// <summary>Said by a person whose words count, before the message. What an app says is nobody's word.</summary>
    private static bool Counts(SlackSaid said, ReadChatThread question) =>
        said is { Ts: { } at, User: { } user, Text.Length: > 0, BotId: null, Subtype: null or "thread_broadcast" or "file_share" or "me_message" }
        && IsBefore(at, question.Chat.Message)
        && question.Gate.LetsThrough(user, said.UserTeam ?? said.SourceTeam ?? said.Team);

    /// <summary>Slack's ids of messages are times.</summary>
    private static bool IsBefore(string at, string? message) =>
        message is null || (decimal.TryParse(at, CultureInfo.InvariantCulture, out var one) && decimal.TryParse(message, CultureInfo.InvariantCulture, out var other) && one < other);

    private static string Cut(string text) => text.Length <= LongestText ? text : $"{text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)]}…";
}
