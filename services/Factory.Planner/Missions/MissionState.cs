using System.Text.Json.Serialization;
using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Contracts.Forges;
using Factory.Contracts.Missions;
using Factory.Contracts.Planning;
using Factory.Contracts.Repositories;
using Factory.Contracts.Research;
using Factory.Contracts.Runs;
using Factory.Planner.PullRequests;
using Factory.Planner.Telling;
using MassTransit;

namespace Factory.Planner.Missions;

/// <summary>One mission: what is known so far. The next step follows from it, see <see cref="MissionDecision"/>.</summary>
internal sealed class MissionState : SagaStateMachineInstance
{
    public Guid CorrelationId { get; set; }

    public string CurrentState { get; set; } = "";

    public StartMission Start { get; set; } = null!;

    public RepositoryFetched? Repository { get; set; }

    public MissionPlanned? Plan { get; set; }

    /// <summary>Why no test fails on base; null until the planner said so.</summary>
    public MissionNotPlanned? NotReproduced { get; set; }

    /// <summary>Tests that the tester droid wrote before any code; null for none.</summary>
    public Change? WrittenTests { get; set; }

    /// <summary>Features that are in, from the plan's first on.</summary>
    public int FeaturesDone { get; set; }

    public Guid? FeatureId { get; set; }

    /// <summary>All features that are in, as one change on the base.</summary>
    public Change? Change { get; set; }

    public List<Finding> Findings { get; set; } = [];

    /// <summary>What the tester saw for the newest feature.</summary>
    public IReadOnlyList<Evidence> FeatureOnBase { get; set; } = [];

    public IReadOnlyList<Evidence> FeatureOnHead { get; set; } = [];

    public DocsWritten? Docs { get; set; }

    /// <summary>What the tester saw at the commit that would be published.</summary>
    public CommitTested? Tested { get; set; }

    public ChangePublished? Published { get; set; }

    public Spending Spent { get; set; } = Spending.None;

    public DateTimeOffset StepSince { get; set; }

    public DateTimeOffset TimeUpAt { get; set; }

    public bool Paused { get; set; }

    /// <summary>Since when its time stands still, see <see cref="MissionClock"/>; null while it runs.</summary>
    [JsonPropertyName("PausedSince")]
    public DateTimeOffset? StandsSince { get; set; }

    /// <summary>The question of a droid that waits for a person; null for none.</summary>
    public AskedQuestion? WaitsFor { get; set; }

    /// <summary>The words of that question; null from droids of before they were told.</summary>
    public BlobRef? Question { get; set; }

    /// <summary>The question that is waited for no longer, the latest: its being asked may be heard of later.</summary>
    public AskedQuestion? WaitedFor { get; set; }

    /// <summary>When the latest pause or resumption was asked for; one of before that comes now is late.</summary>
    public DateTimeOffset SteeredAt { get; set; }

    /// <summary>What people said, for the droids that start later; those under way were told.</summary>
    public List<Said> Said { get; set; } = [];

    /// <summary>When the latest change of each limit was asked for; one of before that comes now is late.</summary>
    public LimitTimes LimitsAskedAt { get; set; } = LimitTimes.Never;

    /// <summary>When runs and features were told of limits last: each telling is later than the one before, so that they can put them in order.</summary>
    public DateTimeOffset LimitedAt { get; set; }

    public MissionOutcome? Outcome { get; set; }

    public string Reason { get; set; } = "";

    /// <summary>Whether the mission is over, and what it stopped has not said yet what it cost; null as long as nothing had to be stopped.</summary>
    public bool? AwaitsCost { get; set; }

    /// <summary>What was tried and where the fault may be, for people.</summary>
    public BlobRef? Leads { get; set; }

    /// <summary>The answer to a question, and what it rests on; null as long as there is none.</summary>
    public BlobRef? Answer { get; set; }

    public IReadOnlyList<Citation>? Citations { get; set; }

    /// <summary>The commit of ours that <see cref="Published"/> tells of: a forge may have made another of it.</summary>
    public string? PublishedFrom { get; set; }

    /// <summary>What is published, where a rework may be given up and go back to it.</summary>
    public PublishedChange? PublishedChange { get; set; }

    /// <summary>Since when its pull request is waited for; null while it is not.</summary>
    public DateTimeOffset? InReviewSince { get; set; }

    /// <summary>Until when its pull request is followed; null as long as there is none.</summary>
    public DateTimeOffset? InReviewUntil { get; set; }

    /// <summary>What was asked for on the pull request and not begun; it is due at <see cref="ReworkAt"/>.</summary>
    public List<AskedRework> AskedReworks { get; set; } = [];

    public DateTimeOffset? ReworkAt { get; set; }

    /// <summary>Reworks that were begun.</summary>
    public int Reworks { get; set; }

    /// <summary>The rework under way; null for none.</summary>
    public Rework? Rework { get; set; }

    /// <summary>Heads of the pull request whose failed checks were reworked, or would have been.</summary>
    public List<string> ReworkedChecks { get; set; } = [];

    /// <summary>News of the pull request that counted already, the latest.</summary>
    public List<Guid> HeardNews { get; set; } = [];

    /// <summary>News that came while the change was being published; they count when that is known.</summary>
    public List<ChangeNews> KeptNews { get; set; } = [];

    /// <summary>What became of the pull request; null as long as nothing did.</summary>
    public Settlement? Settled { get; set; }

    /// <summary>What the place that the signal came from was told last; null for nothing.</summary>
    public Told? Told { get; set; }

    [JsonIgnore]
    public MissionStep Next { get; set; }

    /// <summary>Set while a message is handled that leaves the mission waiting for what it waits for.</summary>
    [JsonIgnore]
    public bool StayWhereItIs { get; set; }
}
