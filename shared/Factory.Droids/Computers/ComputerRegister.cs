using Npgsql;

namespace Factory.Droids.Computers;

/// <summary>Which computers are alive and which of them holds which run's workspace: tables <c>factory.computer</c> and <c>factory.workspace</c>.</summary>
internal sealed class ComputerRegister(NpgsqlDataSource database, ComputerFolder folder)
{
    public NpgsqlBatchCommand Hold(Guid runId, string runsEndpoint) => new("""
        insert into factory.workspace (run_id, computer_id, runs_endpoint) values ($1, $2, $3)
        on conflict (run_id) do update set computer_id = excluded.computer_id, runs_endpoint = excluded.runs_endpoint, turn = 0
        """)
    {
        Parameters = { Value(runId), Value(folder.Id), new NpgsqlParameter<string> { TypedValue = runsEndpoint } },
    };

    /// <summary>Says that the turn's results are recorded; refuses the transaction when the run's workspace is not this computer's any more: another goes on with it.</summary>
    public NpgsqlBatchCommand Advance(Guid runId, int turn) => new("""
        with held as (update factory.workspace set turn = $3 where run_id = $1 and computer_id = $2 returning 1)
        select 1 / (select count(*)::int from held)
        """)
    {
        Parameters = { Value(runId), Value(folder.Id), new NpgsqlParameter<int> { TypedValue = turn } },
    };

    /// <summary>Only this computer's claim: the run may have moved on.</summary>
    public NpgsqlBatchCommand Release(Guid runId) => new("delete from factory.workspace where run_id = $1 and computer_id = $2") { Parameters = { Value(runId), Value(folder.Id) } };

    public async Task<IReadOnlySet<Guid>> Held(CancellationToken ct)
    {
        await using var command = database.CreateCommand("select run_id from factory.workspace where computer_id = $1");
        command.Parameters.Add(Value(folder.Id));
        await using var rows = await command.ExecuteReaderAsync(ct);
        var held = new HashSet<Guid>();
        while (await rows.ReadAsync(ct))
            held.Add(rows.GetGuid(0));
        return held;
    }

    /// <summary>Says that this computer is alive.</summary>
    public async Task Beat(CancellationToken ct)
    {
        await using var command = database.CreateCommand("insert into factory.computer (id, seen_at) values ($1, now()) on conflict (id) do update set seen_at = now()");
        command.Parameters.Add(Value(folder.Id));
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Takes the workspaces of computers that were silent for too long off them; each is taken once, whoever asks.</summary>
    public static async Task<IReadOnlyList<LostWorkspace>> TakeLost(NpgsqlConnection connection, TimeSpan lostAfter, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            with gone as (select id from factory.computer where seen_at < now() - $1 for update skip locked)
            delete from factory.workspace using gone where computer_id = gone.id returning run_id, computer_id, runs_endpoint, turn
            """, connection);
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = lostAfter });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var lost = new List<LostWorkspace>();
        while (await rows.ReadAsync(ct))
            lost.Add(new LostWorkspace(rows.GetGuid(0), rows.GetGuid(1), rows.GetString(2), rows.GetInt32(3)));
        return lost;
    }

    /// <summary>Strikes off computers that were silent for so long that their queues are gone from the broker, too.</summary>
    public static async Task<IReadOnlyList<Guid>> StrikeOff(NpgsqlConnection connection, TimeSpan goneAfter, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            delete from factory.computer where id in (select id from factory.computer where seen_at < now() - $1 for update skip locked) returning id
            """, connection);
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = goneAfter });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var gone = new List<Guid>();
        while (await rows.ReadAsync(ct))
            gone.Add(rows.GetGuid(0));
        return gone;
    }

    private static NpgsqlParameter<Guid> Value(Guid value) => new() { TypedValue = value };
}

/// <summary>A run whose computer is gone.</summary>
/// <param name="Turn">The last turn whose results were recorded there.</param>
internal sealed record LostWorkspace(Guid RunId, Guid ComputerId, string RunsEndpoint, int Turn);
