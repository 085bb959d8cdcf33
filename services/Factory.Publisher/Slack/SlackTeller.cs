using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Factory.Contracts;
using Factory.Contracts.Origins;
using Factory.Contracts.Outputs;
using Factory.History;
using Factory.Publisher.Outputs;
using Factory.Publisher.Settings;
using Factory.Workspaces.Scanning;

namespace Factory.Publisher.Slack;

/// <summary>Answers in the thread that a signal came from: one message a mission, edited as it moves.</summary>
internal sealed class SlackTeller(PublisherFiles files, SlackClient client, SlackIdentities identities, SlackThread thread, SlackFiles uploads, BlobStore blobs) : IOriginTeller
{
    /// <summary>A larger log is not for a chat.</summary>
    private const int LargestFile = 20 * 1024 * 1024;

    public bool Takes(Origin origin) => origin.Chat is not null;

    public Task<Applied> Tell(TellOrigin telling, Applied? known, CancellationToken ct) => Refusing(async () =>
    {
        var (chat, place) = Place(telling.Origin, telling.Team);
        var message = SlackMessage.Of(telling);
        var sent = SlackSent.Of(known) ?? (await thread.FindMessage(chat, place, telling.MissionId, ct) is { } found ? new SlackSent(place.Channel, found, null) : null);
        var at = await Write(chat, place, message, sent, ct);
        var file = await Attach(chat, place with { Thread = place.Thread.Length > 0 ? place.Thread : at }, telling, message, sent?.File, ct);
        var url = (await identities.Of(chat, ct)).Url;
        return new Applied(Permalink(url, place, at), new SlackSent(place.Channel, at, file).ToString());
    });

    public Task<Applied> React(React reaction, CancellationToken ct) => Refusing(async () =>
    {
        var (chat, place) = Place(reaction.Origin, reaction.Team);
        if ((place.Message ?? place.Thread) is { Length: > 0 } message)
            await Once(client.Post<SlackAnswer>(chat, "reactions.add", new JsonObject { ["channel"] = place.Channel, ["timestamp"] = message, ["name"] = Emoji(reaction.Reaction) }, ct));
        return new Applied(null, null);
    });

    private static async Task Once(Task adding)
    {
        try
        {
            await adding;
        }
        catch (SlackRefused refused) when (refused.Error == "already_reacted")
        {
            // An attempt before did it.
        }
    }

    /// <returns>The message's id.</returns>
    private async Task<string> Write(ChatSettings chat, ChatRef place, SlackMessage message, SlackSent? sent, CancellationToken ct)
    {
        if (sent is not null && await Edit(chat, message, sent, ct))
            return sent.At;
        var arguments = message.Arguments();
        arguments["channel"] = place.Channel;
        if (place.Thread.Length > 0)
            arguments["thread_ts"] = place.Thread;
        var posted = await client.Post<SlackPosted>(chat, "chat.postMessage", arguments, ct);
        return posted.Ts ?? throw new HttpRequestException("Slack does not say which message it made.");
    }

    /// <summary>False where somebody deleted it: then it is said anew.</summary>
    private async Task<bool> Edit(ChatSettings chat, SlackMessage message, SlackSent sent, CancellationToken ct)
    {
        var arguments = message.Arguments();
        (arguments["channel"], arguments["ts"]) = (sent.Channel, sent.At);
        try
        {
            await client.Post<SlackPosted>(chat, "chat.update", arguments, ct);
            return true;
        }
        catch (SlackRefused refused) when (refused.Error == "message_not_found")
        {
            return false;
        }
    }

    /// <returns>The name of the file that is in the thread now; null for none.</returns>
    private async Task<string?> Attach(ChatSettings chat, ChatRef place, TellOrigin telling, SlackMessage message, string? before, CancellationToken ct)
    {
        if (await Content(telling, message, ct) is not { } content)
            return before;
        var name = $"mission-{Ids.Short(telling.MissionId)}-{Convert.ToHexStringLower(SHA256.HashData(content))[..8]}.md";
        if (name != before)
            await uploads.Put(chat, place, name, message.Title, content, ct);
        return name;
    }

    private async Task<byte[]?> Content(TellOrigin telling, SlackMessage message, CancellationToken ct)
    {
        if (telling.Attachment is not { } attachment)
            return message.IsCut ? Encoding.UTF8.GetBytes(Redaction.Of(telling.Text)) : null;
        try
        {
            var content = await blobs.Get(telling.Team, attachment.Id, ct);
            return Redaction.Of(content.Length <= LargestFile ? content : [.. content.AsSpan(0, LargestFile), .. "\n(cut)\n"u8]);
        }
        catch (Exception gone) when (gone is BlobMissing or BlobErased)
        {
            return null;
        }
    }

    private (ChatSettings Chat, ChatRef Place) Place(Origin origin, string team) => (files.Chat(origin.Chat!.Chat, team), origin.Chat);

    private static async Task<Applied> Refusing(Func<Task<Applied>> work)
    {
        try
        {
            return await work();
        }
        catch (SlackRefused refused)
        {
            throw new OutputNotAllowed(refused.Message);
        }
    }

    private static string? Permalink(string? url, ChatRef place, string at) =>
        Uri.TryCreate(url, UriKind.Absolute, out var workspace) && workspace.Scheme is "http" or "https"
            ? $"{workspace.AbsoluteUri.TrimEnd('/')}/archives/{place.Channel}/p{at.Replace(".", "", StringComparison.Ordinal)}{(place.Thread.Length > 0 ? $"?thread_ts={place.Thread}&cid={place.Channel}" : "")}"
            : null;

    /// <summary>GitHub's words as Slack's.</summary>
    private static string Emoji(string reaction) => reaction switch
    {
        "eyes" or "rocket" or "confused" or "+1" or "-1" => reaction,
        _ => throw new OutputNotAllowed("There is no such reaction: eyes, rocket, confused, +1 and -1 are known."),
    };
}
