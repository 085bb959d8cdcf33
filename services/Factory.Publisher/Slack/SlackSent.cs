using Factory.Publisher.Outputs;

namespace Factory.Publisher.Slack;

/// <summary>The message of a mission as it is kept between tellings.</summary>
/// <param name="At">Slack's id of the message in its channel.</param>
/// <param name="File">The name of the file that was added last; null for none.</param>
internal sealed record SlackSent(string Channel, string At, string? File)
{
    /// <summary>Null for nothing that is known.</summary>
    public static SlackSent? Of(Applied? known) => known?.ExternalId?.Split('/') is [var channel, var at, .. var rest] ? new SlackSent(channel, at, rest is [{ Length: > 0 } file] ? file : null) : null;

    public override string ToString() => $"{Channel}/{At}/{File}";
}
