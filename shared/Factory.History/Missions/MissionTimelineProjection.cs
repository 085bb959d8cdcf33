using Factory.Contracts.History;
using Factory.History.Projections;
using Npgsql;

namespace Factory.History.Missions;

/// <summary>One row for each event of a mission, its features, its runs and its signal.</summary>
internal sealed class MissionTimelineProjection : IProjection
{
    public string Name => "MissionTimeline";

    public int Version => 1;

    public void Apply(NpgsqlBatch batch, StoredEvent stored)
    {
        switch (stored.Data)
        {
            case SignalReceived received:
                Know(batch, stored.Stream, null, received.Team, "signal");
                break;
            case MissionStarted started:
                Know(batch, stored.Stream, started.MissionId, started.Team, "mission");
                batch.Add("UPDATE factory.mission_stream SET mission_id = $2 WHERE stream_id = $1 AND team = $3", started.SignalId, started.MissionId, started.Team);
                break;
            case FeatureOpened opened:
                Know(batch, stored.Stream, opened.MissionId, opened.Team, "feature");
                break;
            case RunStarted started:
                Know(batch, stored.Stream, started.MissionId, started.Team, "droid_run", started.Role);
                break;
            case MissionCast cast:
                Know(batch, stored.Stream, cast.MissionId, cast.Team, "casting");
                break;
        }

        // Streams that tell of no mission (computers, budgets) have no rows.
        batch.Add(
            """
            INSERT INTO factory.mission_timeline (sequence, stream_id, at, stream_kind, kind, text, run_id, feature_id)
            SELECT $1, $2, $3, kind, $4, $5,
                CASE WHEN kind = 'droid_run' THEN stream_id END, CASE WHEN kind = 'feature' THEN stream_id ELSE $6::uuid END
            FROM factory.mission_stream WHERE stream_id = $2
            """,
            stored.Sequence, stored.Stream, stored.Timestamp.UtcDateTime, stored.Type, OneLine.Of(TimelineText.Of(stored)), FeatureOf(stored.Data));
    }

    public void Clear(NpgsqlBatch batch)
    {
        batch.Add("DELETE FROM factory.mission_timeline");
        batch.Add("DELETE FROM factory.mission_stream");
    }

    private static void Know(NpgsqlBatch batch, Guid stream, Guid? mission, string team, string kind, string? role = null) => batch.Add(
        "INSERT INTO factory.mission_stream (stream_id, mission_id, team, kind, role) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING", stream, mission, team, kind, role);

    private static Guid? FeatureOf(object data) => data switch
    {
        FeatureStarted one => one.FeatureId,
        FeatureFinished one => one.FeatureId,
        FeatureAbandoned one => one.FeatureId,
        _ => null,
    };
}
