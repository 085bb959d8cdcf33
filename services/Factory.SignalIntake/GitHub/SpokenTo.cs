using System.Text.Json;
using Factory.Contracts.Origins;

namespace Factory.SignalIntake.GitHub;

/// <summary>Where on a pull request something was said.</summary>
/// <param name="PullRequest">Its head is empty where the event does not show it and none told of it before.</param>
/// <param name="Shown">What the event shows of the pull request: title, body, who opened it.</param>
/// <param name="Id">The forge's id of what was said.</param>
/// <param name="InReplyTo">The comment that it answers; null for none.</param>
internal sealed record SpokenTo(PullRequestRef PullRequest, JsonElement Shown, bool Own, long Id, long? InReplyTo)
{
    /// <summary>The lines that it is about; empty for none.</summary>
    public string Place { get; init; } = "";
}
