using Factory.Servers;
using Npgsql;

namespace Factory.Messaging.Tests.Leases;

/// <summary>A database for one test, with what the test's work records in it.</summary>
internal sealed class LeaseDatabase : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly NpgsqlDataSource _source;

    private LeaseDatabase(string connectionString) => _source = NpgsqlDataSource.Create(ConnectionString = connectionString);

    public string ConnectionString { get; }

    public static async Task<LeaseDatabase> New(string? connectionString = null)
    {
        var database = new LeaseDatabase(connectionString ?? await TestServers.Database());
        await database.Execute("CREATE TABLE public.recorded (job uuid NOT NULL, what text NOT NULL)");
        return database;
    }

    public static LeaseDatabase At(string connectionString) => new(connectionString);

    public async Task Execute(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<IReadOnlyList<string>> Strings(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync();
        var strings = new List<string>();
        while (await reader.ReadAsync())
            strings.Add(reader.GetString(0));
        return strings;
    }

    public Task<IReadOnlyList<string>> Recorded(Job job) => Strings("SELECT what FROM public.recorded WHERE job = $1", job.Id);

    public async Task<long> Count(string table)
    {
        await using var command = Command($"SELECT count(*) FROM {table}");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Waits until the last lease has ended, and gives what was recorded for the job.</summary>
    public async Task<IReadOnlyList<string>> RecordedAtTheEnd(Job job)
    {
        await Until(async () => (await Recorded(job)).Count > 0 && await Count("factory.lease") == 0);
        return await Recorded(job);
    }

    public static async Task Until(Func<Task<bool>> condition)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var limit = new CancellationTokenSource(Patience);
        while (!await condition())
            await timer.WaitForNextTickAsync(limit.Token);
    }

    /// <summary>After the server was killed: its connections are of no use any more.</summary>
    public void ForgetConnections() => _source.Clear();

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private NpgsqlCommand Command(string sql, params object[] values)
    {
        var command = _source.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.AddWithValue(value);
        return command;
    }
}
