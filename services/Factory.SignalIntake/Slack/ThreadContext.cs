using System.Text;
using System.Text.Json;
using Factory.Contracts;
using Factory.Contracts.Chats;
using Factory.History;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Judging;

namespace Factory.SignalIntake.Slack;

/// <summary>What was said in a thread before somebody asked there for work: Publisher is asked for it, and the mission is told it as far as it can be had.</summary>
internal sealed class ThreadContext(BlobStore blobs, TimeProvider time)
{
    private const int Longest = 20_000;

    /// <summary>A chat that is away is not waited for any longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public DeliveryVerdict Ask(Judging.Judging judging, Delivery delivery, Wish wish, string why)
    {
        var chat = wish.Origin.Chat!;
        judging.Transaction.Write(DeliveryQuestions.Ask(delivery.Id, DeliveryQuestions.Thread, $"{chat.Channel} {chat.Thread}"));
        judging.Transaction.Send(Endpoints.Publisher, new ReadChatThread(delivery.Id, delivery.Team, chat, wish.ThreadGate!, time.GetUtcNow() + Patience, Endpoints.Signals));
        return new DeliveryVerdict(DeliveryVerdict.Held, $"{why} Publisher is asked for what was said in its thread before.", wish.Title);
    }

    public async Task<Wish> With(string team, Wish wish, ThreadAnswer before, CancellationToken ct)
    {
        if (before.Messages is not { } blob)
            return Without(wish, before.Problem ?? "nobody says why");
        try
        {
            var messages = JsonSerializer.Deserialize<List<SaidInThread>>(await blobs.Get(team, blob, ct), JsonSerializerOptions.Web) ?? [];
            var said = messages.Select(Shown).Where(text => text.Length > 0).ToList();
            return said.Count == 0 ? wish : wish with { Text = $"{wish.Text}\n\n## What was said in the thread before\n\n{Fitting(said)}" };
        }
        catch (Exception gone) when (gone is BlobErased or BlobMissing or JsonException)
        {
            return Without(wish, gone.Message);
        }
    }

    private static Wish Without(Wish wish, string problem) => wish with { Text = $"{wish.Text}\n\n(What was said in the thread before could not be had: {problem})" };

    /// <summary>The thread's first message says what it is about; then the latest.</summary>
    private static string Fitting(List<string> said)
    {
        var (shown, left) = (new List<string>(), Longest - said[0].Length);
        foreach (var text in said.Skip(1).Reverse().TakeWhile(text => (left -= text.Length) >= 0))
            shown.Add(text);
        var missing = said.Count - 1 - shown.Count;
        return new StringBuilder(said[0]).Append(missing > 0 ? $"\n({missing} messages are left out)\n" : "").AppendJoin("", shown.AsEnumerable().Reverse()).ToString();
    }

    private static string Shown(SaidInThread message)
    {
        var text = SeenText.Clean(SlackText.Plain(message.Text, bot: null)).Trim();
        return text.Length == 0 ? "" : $"{SlackSender.Shown(message.By)}:\n\n{string.Join('\n', text.Split('\n').Select(line => $"    {line}"))}\n\n";
    }
}
