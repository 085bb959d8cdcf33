using Factory.Contracts.Chats;
using Factory.Contracts.Missions;
using Factory.Contracts.Origins;

namespace Factory.SignalIntake.Judging;

/// <summary>What a delivery asks for: a mission.</summary>
/// <param name="Key">The same for deliveries that ask for the same: they cause one mission.</param>
/// <param name="Repository">The sender's name for it; null where it has none.</param>
/// <param name="Text">Untrusted: what people wrote, and where it was.</param>
/// <param name="Origin">Where it came from, and where answers go.</param>
internal sealed record Wish(string Key, MissionKind Kind, string? Repository, string Title, string Text, Origin Origin)
{
    /// <summary>The pull request that is reviewed, or whose branch the change is for; null for none.</summary>
    public PullRequestRef? PullRequest { get; init; }

    /// <summary>The commit that was deployed and is to be documented; null for none.</summary>
    public string? Deployed { get; init; }

    /// <summary>The branch that it begins at; null for the repository's.</summary>
    public string? Base { get; init; }

    /// <summary>What is said in it, without what its sender adds to all; by this it is compared.</summary>
    public string Gist { get; init; } = Text;

    /// <summary>Whether somebody who may ask told the factory so in words: then it is done, however alike it is to what came before.</summary>
    public bool Commanded { get; init; }

    /// <summary>What is the same of alike ones that come in a storm; null where each is one.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>What was taken out of the text that its readers could not see; empty for nothing.</summary>
    public string TakenOut { get; init; } = "";

    /// <summary>Whose words in the thread before it the mission is told; null where there is no such thread.</summary>
    public ChatGate? ThreadGate { get; init; }

    /// <summary>Said in a thread of a chat without a word to the factory: for the mission that is under way there, and else for nobody.</summary>
    public bool OnlyInThread { get; init; }
}
