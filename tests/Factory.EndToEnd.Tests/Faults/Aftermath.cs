using Factory.MissionControl.Missions;

namespace Factory.EndToEnd.Tests.Faults;

/// <summary>What must be so when missions ended, whatever was killed meanwhile.</summary>
internal sealed class Aftermath(string database, string dataFolder)
{
    public async Task Check(IReadOnlyList<(BrokenRepository Repository, MissionView Mission)> missions)
    {
        await EachIsPublishedOnce(missions);
        await NothingWaits();
        await EffectsAreRecordedOnce();
        await HistoryAndSagasAgree();
        await NothingIsLeftOver();
    }

    private async Task EachIsPublishedOnce(IReadOnlyList<(BrokenRepository Repository, MissionView Mission)> missions)
    {
        Assert.All(missions, each => Assert.Equal(("published", ""), (each.Mission.Outcome, each.Mission.Outcome == "published" ? "" : each.Mission.Reason)));
        foreach (var (repository, mission) in missions)
        {
            Assert.Equal([mission.Branch!], await repository.Branches());
            Assert.Equal(1L, await Sql.Scalar<long>(database, "SELECT count(*) FROM history.mt_events WHERE stream_id = $1 AND type = 'branch_published'", mission.MissionId));
        }
    }

    /// <summary>Nothing to be sent now, nothing leased, no dead letter.</summary>
    private async Task NothingWaits()
    {
        await NoneInTheEnd("outbox rows that are due", """
            SELECT destination, coalesce(node::text, 'nobody'), attempt, due_at, left(convert_from(body, 'UTF8'), 300) FROM factory.outbox WHERE due_at <= now()
            """);
        await NoneInTheEnd("leases", "SELECT lane, kind, coalesce(node::text, 'nobody'), attempt, due_at, coalesce(error, '') FROM factory.lease");
        await NoneInTheEnd("large bodies", "SELECT b.id FROM factory.large_body b WHERE NOT EXISTS (SELECT FROM factory.outbox o WHERE o.id = b.id)");
        await None("dead letters", "SELECT endpoint, message_type, exception_type, exception_message FROM factory.dead_letter");
    }

    private async Task EffectsAreRecordedOnce()
    {
        await None("effects recorded more than once", """
            SELECT stream_id, type, data ->> 'Turn', count(*) FROM history.mt_events
            WHERE type IN ('turn_answered', 'tools_returned', 'mission_concluded', 'mission_started', 'branch_published', 'run_started', 'run_ended', 'signal_received', 'signal_judged', 'signal_answered',
                'repository_ready', 'plan_made', 'feature_opened', 'feature_closed', 'documents_written')
            GROUP BY 1, 2, 3 HAVING count(*) > 1
            """);
        await None("streams with holes in their versions", """
            SELECT s.id, s.type, s.version, count(e.version), min(e.version), max(e.version) FROM history.mt_streams s LEFT JOIN history.mt_events e ON e.stream_id = s.id
            GROUP BY 1, 2, 3 HAVING count(e.version) <> s.version OR min(e.version) <> 1 OR max(e.version) <> s.version
            """);
        await None("turns whose results were recorded without an answer", """
            SELECT stream_id, data ->> 'Turn' FROM history.mt_events t WHERE type = 'tools_returned'
            AND NOT EXISTS (SELECT FROM history.mt_events a WHERE a.stream_id = t.stream_id AND a.type = 'turn_answered' AND a.data ->> 'Turn' = t.data ->> 'Turn' AND a.version < t.version)
            """);
    }

    private async Task HistoryAndSagasAgree()
    {
        await NoneInTheEnd("sagas that did not end", "SELECT type, id, state ->> 'CurrentState' FROM factory.saga WHERE state ->> 'CurrentState' NOT IN ('Ended', 'Closed')");
        await None("missions whose saga and history disagree", """
            SELECT s.id, s.state ->> 'Outcome', e.data ->> 'Outcome' FROM factory.saga s
            LEFT JOIN history.mt_events e ON e.stream_id = s.id AND e.type = 'mission_concluded'
            WHERE s.type LIKE '%MissionState' AND (e.data ->> 'Outcome') IS DISTINCT FROM (s.state ->> 'Outcome')
            """);
        await None("runs whose saga and history disagree", """
            SELECT s.id, s.state ->> 'Outcome', e.data ->> 'Outcome', s.state ->> 'Turn', t.turns FROM factory.saga s
            LEFT JOIN history.mt_events e ON e.stream_id = s.id AND e.type = 'run_ended'
            LEFT JOIN LATERAL (SELECT count(*) AS turns FROM history.mt_events a WHERE a.stream_id = s.id AND a.type = 'turn_answered') t ON true
            WHERE s.type LIKE '%DroidRunState' AND ((e.data ->> 'Outcome') IS DISTINCT FROM (s.state ->> 'Outcome') OR t.turns <> (s.state ->> 'Turn')::int)
            """);
    }

    private async Task NothingIsLeftOver()
    {
        await NoneInTheEnd("workspaces on record", "SELECT run_id, computer_id FROM factory.workspace");
        await Eventually.None("workspace folders", () => Task.FromResult<IReadOnlyList<string>>([.. WorkspaceFolders()]));
        await Eventually.None("processes in the sandbox", () => Task.FromResult(LiveProcesses.Named("bwrap", dataFolder)));
    }

    private IEnumerable<string> WorkspaceFolders() =>
        ComputerFolders.All(dataFolder)
            .Select(computer => Path.Combine(computer, "workspaces"))
            .Where(Directory.Exists)
            .SelectMany(Directory.EnumerateDirectories)
            .Where(folder => Guid.TryParseExact(Path.GetFileName(folder), "n", out _));

    private async Task None(string what, string sql)
    {
        var rows = await Sql.Rows(database, sql);
        Assert.True(rows.Count == 0, $"There are {what}:\n{string.Join('\n', rows)}");
    }

    private Task NoneInTheEnd(string what, string sql) => Eventually.None(what, () => Sql.Rows(database, sql));
}
