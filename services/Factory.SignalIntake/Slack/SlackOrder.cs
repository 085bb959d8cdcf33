namespace Factory.SignalIntake.Slack;

internal enum SlackOrderKind
{
    Cancel = 1,
    Pause = 2,
    Resume = 3,
}

/// <summary>What is to become of a mission that is under way, by a button or a word in its thread.</summary>
/// <param name="MissionId">As the button names it; null for the mission of the thread.</param>
/// <param name="By">Slack's id of the person.</param>
/// <param name="Channel">Where it was said.</param>
/// <param name="Thread">The first message of the thread; null for a message of its own.</param>
internal sealed record SlackOrder(SlackOrderKind Kind, Guid? MissionId, string By, string Channel, string? Thread);
