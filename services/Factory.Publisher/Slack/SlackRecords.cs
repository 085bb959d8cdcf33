using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Factory.Publisher.Slack;

// What Slack's Web API answers, as far as it is used; see docs.slack.dev/reference/methods.

/// <summary>What every answer begins with.</summary>
internal record SlackAnswer
{
    public bool Ok { get; init; }

    /// <summary>Slack's word for why not.</summary>
    public string? Error { get; init; }

    /// <summary>With <c>missing_scope</c>: what would be needed.</summary>
    public string? Needed { get; init; }

    /// <summary>With <c>missing_scope</c>: what the token has.</summary>
    public string? Provided { get; init; }
}

/// <summary><c>auth.test</c>: whom the token stands for.</summary>
internal sealed record SlackIdentity : SlackAnswer
{
    /// <summary>The workspace's address, with a final slash.</summary>
    public string? Url { get; init; }

    public string? Team { get; init; }

    [JsonPropertyName("team_id")]
    public string? TeamId { get; init; }

    [JsonPropertyName("user_id")]
    public string? UserId { get; init; }
}

/// <summary><c>users.info</c>.</summary>
internal sealed record SlackPersonAnswer : SlackAnswer
{
    public SlackPerson? User { get; init; }
}

/// <summary>Who somebody is. Slack leaves out what does not hold.</summary>
internal sealed record SlackPerson
{
    public string? Id { get; init; }

    public bool Deleted { get; init; }

    [JsonPropertyName("is_bot")]
    public bool IsBot { get; init; }

    /// <summary>A guest of some channels; of one alone where <see cref="IsUltraRestricted"/> holds.</summary>
    [JsonPropertyName("is_restricted")]
    public bool IsRestricted { get; init; }

    [JsonPropertyName("is_ultra_restricted")]
    public bool IsUltraRestricted { get; init; }

    /// <summary>Of another workspace, and in no shared channel that the app sees.</summary>
    [JsonPropertyName("is_stranger")]
    public bool IsStranger { get; init; }
}

/// <summary><c>usergroups.users.list</c>: the ids of a group's people.</summary>
internal sealed record SlackGroupAnswer : SlackAnswer
{
    public IReadOnlyList<string> Users { get; init; } = [];
}

/// <summary><c>chat.postMessage</c> and <c>chat.update</c>.</summary>
internal sealed record SlackPosted : SlackAnswer
{
    public string? Channel { get; init; }

    /// <summary>The message's id in its channel.</summary>
    public string? Ts { get; init; }
}

/// <summary><c>conversations.replies</c> and <c>conversations.history</c>.</summary>
internal sealed record SlackMessages : SlackAnswer
{
    public IReadOnlyList<SlackSaid> Messages { get; init; } = [];

    [JsonPropertyName("response_metadata")]
    public SlackCursor? More { get; init; }
}

internal sealed record SlackCursor
{
    [JsonPropertyName("next_cursor")]
    public string? Next { get; init; }
}

internal sealed record SlackSaid
{
    public string? Ts { get; init; }

    public string? User { get; init; }

    public string? Text { get; init; }

    public string? Subtype { get; init; }

    /// <summary>Set where an app said it.</summary>
    [JsonPropertyName("bot_id")]
    public string? BotId { get; init; }

    /// <summary>The person's workspace or organisation, in channels that are shared with others.</summary>
    [JsonPropertyName("user_team")]
    public string? UserTeam { get; init; }

    [JsonPropertyName("source_team")]
    public string? SourceTeam { get; init; }

    public string? Team { get; init; }

    public SlackMetadata? Metadata { get; init; }

    public IReadOnlyList<SlackFile>? Files { get; init; }
}

/// <summary>What an app attaches to its message for itself.</summary>
internal sealed record SlackMetadata
{
    [JsonPropertyName("event_type")]
    public string? EventType { get; init; }

    [JsonPropertyName("event_payload")]
    public JsonObject? Payload { get; init; }
}

internal sealed record SlackFile
{
    public string? Id { get; init; }

    public string? Name { get; init; }
}

/// <summary><c>files.getUploadURLExternal</c>.</summary>
internal sealed record SlackUpload : SlackAnswer
{
    [JsonPropertyName("upload_url")]
    public string? Url { get; init; }

    [JsonPropertyName("file_id")]
    public string? FileId { get; init; }
}

/// <summary><c>apps.connections.open</c>.</summary>
internal sealed record SlackConnection : SlackAnswer
{
    public string? Url { get; init; }
}
