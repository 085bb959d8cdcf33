using Factory.Contracts.History;
using Factory.Contracts.Missions;
using Factory.Contracts.Runs;
using Factory.History.Projections;
using Npgsql;

namespace Factory.History.Missions;

/// <summary>One row a mission: what people see in a list.</summary>
internal sealed class MissionListProjection : IProjection
{
    public string Name => "MissionList";

    public int Version => 1;

    public void Apply(NpgsqlBatch batch, StoredEvent stored)
    {
        switch (stored.Data)
        {
            case MissionStarted started:
                Start(batch, stored, started);
                break;
            case RepositoryReady:
                Set(batch, stored, "status = 'planning'");
                break;
            case PlanMade made:
                Spend(batch, stored, made.Spent);
                Set(batch, stored, "status = 'working'");
                break;
            case TestsAdded added:
                Spend(batch, stored, added.Spent);
                break;
            case AnswerGiven answer:
                Spend(batch, stored, answer.Spent);
                break;
            case FeatureFinished finished:
                Spend(batch, stored, finished.Spent);
                break;
            case FeatureAbandoned abandoned:
                Spend(batch, stored, abandoned.Spent);
                break;
            case DocumentsWritten written:
                Spend(batch, stored, written.Spent);
                Set(batch, stored, "status = 'proving'");
                break;
            case ReviewRoundStarted:
                Set(batch, stored, "status = 'reviewing'");
                break;
            case ReviewRoundFinished finished:
                Set(batch, stored, "commit = $4", finished.Commit);
                Spend(batch, stored, finished.Spent);
                break;
            case GateDecided gate:
                Set(batch, stored, "status = $4", gate.Opened ? "publishing" : "working");
                break;
            case BranchPublished published:
                Set(batch, stored, "branch = $4, commit = $5, url = $6", published.Branch, published.Commit, published.Url);
                if (published.PullRequest is not null)
                    SetStatus(batch, stored, "in-review");
                break;
            case ReworkStarted:
                SetStatus(batch, stored, "reworking");
                break;
            case ReworkGivenUp:
                SetStatus(batch, stored, "in-review");
                break;
            case MissionPaused:
                Set(batch, stored, "status_before_pause = coalesce(status_before_pause, status), status = 'paused'");
                break;
            case MissionResumed:
                Set(batch, stored, "status = coalesce(status_before_pause, status), status_before_pause = NULL");
                break;
            case MissionConcluded concluded:
                Set(batch, stored, "status = 'ended', status_before_pause = NULL, outcome = $4, reason = $5, usd = $6, tokens = $7, turns = $8",
                    OutcomeNames.Of(concluded.Outcome), concluded.Reason, concluded.Spent.Usd, concluded.Spent.Tokens, concluded.Spent.Turns);
                break;
        }
    }

    /// <summary>What is held stays so, and comes back to this.</summary>
    private static void SetStatus(NpgsqlBatch batch, StoredEvent stored, string status) =>
        Set(batch, stored, "status = CASE WHEN status_before_pause IS NULL THEN $4 ELSE status END, status_before_pause = CASE WHEN status_before_pause IS NULL THEN NULL ELSE $4 END", status);

    public void Clear(NpgsqlBatch batch) => batch.Add("DELETE FROM factory.mission_list");

    private static void Start(NpgsqlBatch batch, StoredEvent stored, MissionStarted started) => batch.Add(
        """
        INSERT INTO factory.mission_list (mission_id, team, signal_id, title, status, repository, base, usd, tokens, turns, started_at, updated_at, sequence)
        VALUES ($1, $2, $3, $4, 'fetching', $5, $6, 0, 0, 0, $7, $7, $8) ON CONFLICT DO NOTHING
        """,
        stored.Stream, started.Team, started.SignalId, started.Title, started.Repository.Path, started.Repository.Base, stored.Timestamp.UtcDateTime, stored.Sequence);

    private static void Spend(NpgsqlBatch batch, StoredEvent stored, Spending spent) =>
        Set(batch, stored, "usd = usd + $4, tokens = tokens + $5, turns = turns + $6", spent.Usd, spent.Tokens, spent.Turns);

    private static void Set(NpgsqlBatch batch, StoredEvent stored, string assignments, params ReadOnlySpan<object?> values) =>
        batch.Add($"UPDATE factory.mission_list SET updated_at = $2, sequence = $3, {assignments} WHERE mission_id = $1", [stored.Stream, stored.Timestamp.UtcDateTime, stored.Sequence, .. values]);
}
