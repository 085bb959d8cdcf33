using System.Text.Json.Serialization;
using Factory.Contracts.Missions;
using Factory.Contracts.Origins;
using Factory.Contracts.Outputs;
using MassTransit;

namespace Factory.Reviewer.PullRequests;

/// <summary>A pull request over all rounds of its review. The next step follows from it, see <see cref="PullRequestDecision"/>.</summary>
internal sealed class PullRequestState : SagaStateMachineInstance
{
    public Guid CorrelationId { get; set; }

    public string CurrentState { get; set; } = "";

    public string Team { get; set; } = "";

    /// <summary>As it was told of last.</summary>
    public PullRequestRef PullRequest { get; set; } = null!;

    /// <summary>The latest mission that a push asked for: its limits, title and text hold for rounds that people ask for, too. Null as long as there was none.</summary>
    public StartMission? Latest { get; set; }

    /// <summary>The round that is under way; null between two.</summary>
    public ReviewRound? Round { get; set; }

    /// <summary>What is reviewed next; of several pushes the newest.</summary>
    public WaitingRound? Waiting { get; set; }

    /// <summary>Rounds that were begun.</summary>
    public int Rounds { get; set; }

    /// <summary>When rounds were begun for pushes, within the last day.</summary>
    public List<DateTimeOffset> PushedRounds { get; set; } = [];

    public List<TrackedFinding> Findings { get; set; } = [];

    /// <summary>The newest commit of which everything was looked at; null for none.</summary>
    public string? ReviewedHead { get; set; }

    /// <summary>The commit that was approved last; null for none.</summary>
    public string? ApprovedHead { get; set; }

    /// <summary>Whether the rules of the base branch, as they were read last, have drafts reviewed.</summary>
    public bool ReviewsDrafts { get; set; }

    /// <summary>Who paused its reviews; null while they go on.</summary>
    public string? PausedBy { get; set; }

    /// <summary>Who asked to leave it alone; null for nobody.</summary>
    public string? IgnoredBy { get; set; }

    /// <summary>Whether something was pushed while reviews were paused.</summary>
    public bool Missed { get; set; }

    /// <summary>Orders that were carried out, the latest ones: the same twice is one.</summary>
    public List<Guid> Orders { get; set; } = [];

    /// <summary>Which comment is about which finding, as far as the forge told.</summary>
    public List<PostedComment> Comments { get; set; } = [];

    [JsonIgnore]
    public ReviewStep Next { get; set; }
}
