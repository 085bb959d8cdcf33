using System.Text.Json;
using Factory.Contracts.History;
using Factory.History.Missions;
using Factory.History.Projections;
using Npgsql;

namespace Factory.History.Runs;

/// <summary>One row a droid run, and one a turn.</summary>
internal sealed class RunTranscriptProjection : IProjection
{
    private const string Waiting = "waiting-for-human";

    public string Name => "RunTranscript";

    public int Version => 1;

    public void Apply(NpgsqlBatch batch, StoredEvent stored)
    {
        switch (stored.Data)
        {
            case RunStarted started:
                Start(batch, stored, started);
                break;
            case WorkspaceReady:
                Become(batch, stored, "thinking");
                break;
            case RunResumed resumed:
                Become(batch, stored, resumed.Waits ? Waiting : "thinking");
                break;
            case TurnAnswered answered:
                Answer(batch, stored, answered);
                break;
            case ToolsReturned returned:
                Return(batch, stored, returned);
                break;
            case WorkspaceWasLost:
                // Opened again when it is needed: who is held, or waits for a person, needs none.
                batch.Add("UPDATE factory.run SET status = 'opening', updated_at = $2 WHERE run_id = $1 AND status NOT IN ($3, 'paused')", stored.Stream, stored.Timestamp.UtcDateTime, Waiting);
                break;
            case QuestionAsked:
                Become(batch, stored, Waiting);
                break;
            case RunNoted:
                batch.Add("UPDATE factory.run SET status = 'thinking', updated_at = $2 WHERE run_id = $1 AND status = $3", stored.Stream, stored.Timestamp.UtcDateTime, Waiting);
                break;
            case RunPaused:
                Become(batch, stored, "paused");
                break;
            case RunEnded ended:
                batch.Add(
                    "UPDATE factory.run SET status = 'ended', outcome = $3, reason = $4, usd = $5, tokens = $6, turns = $7, updated_at = $2 WHERE run_id = $1",
                    stored.Stream, stored.Timestamp.UtcDateTime, OutcomeNames.Of(ended.Outcome), ended.Reason, ended.Spent.Usd, ended.Spent.Tokens, ended.Spent.Turns);
                break;
        }
    }

    public void Clear(NpgsqlBatch batch)
    {
        batch.Add("DELETE FROM factory.run_turn");
        batch.Add("DELETE FROM factory.run");
    }

    private static void Start(NpgsqlBatch batch, StoredEvent stored, RunStarted started) => batch.Add(
        """
        INSERT INTO factory.run (run_id, mission_id, team, role, status, prompt, task, usd, tokens, turns, started_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7::jsonb, 0, 0, 0, $8, $8) ON CONFLICT DO NOTHING
        """,
        stored.Stream, started.MissionId, started.Team, started.Role, started.Workspace is null ? "thinking" : "opening",
        Json(started.Prompt), Json(started.Task), stored.Timestamp.UtcDateTime);

    private static void Answer(NpgsqlBatch batch, StoredEvent stored, TurnAnswered answered)
    {
        batch.Add(
            """
            INSERT INTO factory.run_turn (run_id, turn, model, answer, calls, usd, tokens, model_seconds, answered_at) VALUES ($1, $2, $3, $4::jsonb, $5, $6, $7, $8, $9)
            ON CONFLICT (run_id, turn) DO UPDATE SET model = excluded.model, answer = excluded.answer, calls = excluded.calls,
                usd = run_turn.usd + excluded.usd, tokens = run_turn.tokens + excluded.tokens, model_seconds = excluded.model_seconds, answered_at = excluded.answered_at
            """,
            stored.Stream, answered.Turn, answered.Model, Json(answered.Answer), answered.Calls, answered.Spent.Usd, answered.Spent.Tokens, answered.Seconds, stored.Timestamp.UtcDateTime);
        batch.Add(
            "UPDATE factory.run SET status = $3, usd = usd + $4, tokens = tokens + $5, turns = greatest(turns, $6), updated_at = $2 WHERE run_id = $1",
            stored.Stream, stored.Timestamp.UtcDateTime, answered.Calls > 0 ? "acting" : "thinking", answered.Spent.Usd, answered.Spent.Tokens, answered.Turn);
    }

    private static void Return(NpgsqlBatch batch, StoredEvent stored, ToolsReturned returned)
    {
        batch.Add(
            "UPDATE factory.run_turn SET results = $3::jsonb, checkpoint = $4::jsonb, computer_id = $5, tool_seconds = $6 WHERE run_id = $1 AND turn = $2",
            stored.Stream, returned.Turn, Json(returned.Results), returned.Checkpoint is null ? null : Json(returned.Checkpoint), returned.ComputerId, returned.Seconds);
        Become(batch, stored, "thinking");
    }

    private static void Become(NpgsqlBatch batch, StoredEvent stored, string status) => batch.Add(
        "UPDATE factory.run SET status = $3, updated_at = $2 WHERE run_id = $1", stored.Stream, stored.Timestamp.UtcDateTime, status);

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, EventJson.Options);
}
