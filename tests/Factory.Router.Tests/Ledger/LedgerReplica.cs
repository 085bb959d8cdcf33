using Factory.Contracts.Runs;
using Factory.History;
using Factory.Messaging.Nodes;
using Factory.Router.Casting;
using Factory.Router.Ledger;
using Factory.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Factory.Router.Tests.Ledger;

/// <summary>A router's ledger without the rest of the router; several on one database are replicas.</summary>
internal sealed class LedgerReplica
{
    public const string Team = "blue";

    /// <summary>A dollar for each input token, nothing for output.</summary>
    public static readonly CastModel Model = new()
    {
        Name = "paid", Provider = Provider.OpenAiCompatible, Model = "paid", Price = new Price(1_000_000, 0), ContextTokens = 100_000, MaxOutputTokens = 1000,
    };

    public static readonly RunLimits Limits = new(TimeSpan.FromHours(1), 100, 1_000_000);

    private LedgerReplica(NpgsqlDataSource database, IServiceProvider services, TimeProvider time)
    {
        Database = database;
        Node = new NodeIdentity();
        Open = new OpenCalls(time);
        Writer = new LedgerWriter(database, Node, time, NullLogger<LedgerWriter>.Instance);
        Caps = new CallCaps(() => Budgets, new MissionCaps(services.GetRequiredService<EventStore>()));
        Calls = new CallLedger(Writer, Caps, Open, Node, time);
        Slices = new Slices(Writer, Caps, time);
        Sweep = new LedgerSweep(database, Writer, Open, Node, time, NullLogger<LedgerSweep>.Instance);
    }

    public NpgsqlDataSource Database { get; }

    public NodeIdentity Node { get; }

    public Budgets Budgets { get; set; } = Budgets.None;

    public OpenCalls Open { get; }

    public LedgerWriter Writer { get; }

    public CallCaps Caps { get; }

    public CallLedger Calls { get; }

    public Slices Slices { get; }

    public LedgerSweep Sweep { get; }

    public static async Task<IReadOnlyList<LedgerReplica>> Start(int replicas, TimeProvider? time = null)
    {
        var database = NpgsqlDataSource.Create(await TestServers.Database());
        var services = new ServiceCollection().AddLogging().AddSingleton(database).AddHistory().BuildServiceProvider();
        await services.GetRequiredService<SchemaMigrator>().Migrate();
        await Execute(database, "CREATE TABLE IF NOT EXISTS factory.node (id uuid PRIMARY KEY, name text NOT NULL, started_at timestamptz NOT NULL DEFAULT now(), expires_at timestamptz NOT NULL)");
        var started = Enumerable.Range(0, replicas).Select(_ => new LedgerReplica(database, services, time ?? TimeProvider.System)).ToList();
        foreach (var replica in started)
            await replica.Lives(TimeSpan.FromHours(1));
        return started;
    }

    public static AskModel Ask(Guid? run = null, int turn = 1, Guid? mission = null) =>
        new(mission ?? Guid.CreateVersion7(), run ?? Guid.CreateVersion7(), Team, "coder", turn, [], 1_000_000, "nobody");

    /// <summary>Its heartbeat, as its node would write it; in the past for a node that died.</summary>
    public Task Lives(TimeSpan still) => Execute(
        Database, $"INSERT INTO factory.node (id, name, expires_at) VALUES ('{Node.Id}', 'test', now() + interval '{still.TotalSeconds} s') ON CONFLICT (id) DO UPDATE SET expires_at = excluded.expires_at");

    /// <summary>What the organisation may spend in all, on all replicas that are asked.</summary>
    public LedgerReplica Capped(params Cap[] organisation)
    {
        Budgets = new Budgets(organisation, new Dictionary<string, IReadOnlyList<Cap>>());
        return this;
    }

    public async Task<T> Read<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public Task Execute(string sql) => Execute(Database, sql);

    public Task<decimal> Spent(string account = "organisation") => Read<decimal>($"SELECT coalesce(sum(usd), 0) FROM factory.ledger_balance WHERE account = '{account}'");

    public Task<decimal> Held(string account = "organisation") => Read<decimal>($"SELECT coalesce(sum(held_usd), 0) FROM factory.ledger_balance WHERE account = '{account}'");

    private static async Task Execute(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
