using System.Globalization;
using System.Text.Json.Nodes;
using Factory.Contracts.Origins;

namespace Factory.Publisher.Slack;

/// <summary>Puts a long answer or log into a thread as a file, see docs.slack.dev/messaging/working-with-files.</summary>
internal sealed class SlackFiles(SlackClient client, SlackThread thread)
{
    /// <summary>Once: a file of this name that is there is the one that an attempt before uploaded.</summary>
    /// <param name="name">Follows from the content.</param>
    /// <exception cref="SlackRefused">Slack refuses it.</exception>
    /// <exception cref="Outputs.AskLater">Slack asks for patience.</exception>
    public async Task Put(ChatSettings chat, ChatRef place, string name, string title, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        if (await thread.HasFile(chat, place, name, ct))
            return;
        var form = new Dictionary<string, string>(StringComparer.Ordinal) { ["filename"] = name, ["length"] = content.Length.ToString(CultureInfo.InvariantCulture) };
        var upload = await client.Ask<SlackUpload>(chat, "files.getUploadURLExternal", form, ct);
        await client.Upload(Address(chat, upload), content, ct);
        var completed = new JsonObject
        {
            ["files"] = new JsonArray(new JsonObject { ["id"] = upload.FileId, ["title"] = title }),
            ["channel_id"] = place.Channel,
        };
        if (place.Thread.Length > 0)
            completed["thread_ts"] = place.Thread;
        await client.Post<SlackAnswer>(chat, "files.completeUploadExternal", completed, ct);
    }

    /// <summary>Slack's own hosts only: an answer does not send the factory's words elsewhere.</summary>
    private static Uri Address(ChatSettings chat, SlackUpload upload)
    {
        if (!Uri.TryCreate(upload.Url, UriKind.Absolute, out var address))
            throw new SlackRefused("no_upload_url", "Slack does not say where a file is to be sent to.");
        var isOwn = address.Authority == chat.Api.Authority
            || (address is { Scheme: "https", IsDefaultPort: true } && (address.Host.EndsWith(".slack.com", StringComparison.Ordinal) || address.Host.EndsWith(".slack-gov.com", StringComparison.Ordinal)));
        return isOwn ? address : throw new SlackRefused("upload_url", $"Slack says to send a file to {address.Host}, which is no host of Slack's.");
    }
}
