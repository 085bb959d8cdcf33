using System.Diagnostics;
using System.Text.Json;
using Factory.Contracts.Origins;
using Factory.Contracts.Outputs;
using Factory.History;
using Factory.Messaging;
using Factory.Publisher.Tests.Fixtures;
using Factory.Servers;
using Npgsql;
using NpgsqlTypes;

namespace Factory.Publisher.Tests.Outputs;

/// <summary>The publisher as a process of its own, killed when the forge has done what it was asked and nobody has recorded it.</summary>
public sealed class KillingThePublisher
{
    private const string Team = "team";

    [Fact]
    public async Task What_it_wrote_is_not_written_twice()
    {
        await using var forge = await ScriptedForge.Start();
        var comments = ScriptedComments.On(forge);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        forge.On("POST", "/repos/acme/shop/issues/4/comments$", async (context, asked) =>
        {
            comments.Add((string)asked.Body!["body"]!);
            done.TrySetResult();
            var gone = new TaskCompletionSource();
            await using var registration = context.RequestAborted.Register(gone.SetResult);
            await gone.Task;
        });
        var connection = await TestServers.Database();
        await using var database = NpgsqlDataSource.Create(connection);
        await new SchemaMigrator(database, [.. SchemaMigrator.OfHistory, .. Migration.EmbeddedIn(typeof(Heart).Assembly)]).Migrate();
        var text = await new BlobStore(database, TimeProvider.System).Put(Team, "Hello"u8.ToArray(), "text/markdown");
        var command = new WriteComment(Guid.NewGuid(), Guid.NewGuid(), Team, new IssueRef(forge.Repository, 4), text);
        await Ask(database, command);
        var settings = Path.Combine(TestServers.NewFolder(), "factory.publisher.yaml");
        await File.WriteAllTextAsync(settings, forge.Settings());

        using var first = Start(connection, settings);
        await done.Task.WaitAsync(TimeSpan.FromMinutes(5));
        first.Kill();
        await first.WaitForExitAsync();
        using var second = Start(connection, settings);
        var url = await Applied(database, command.ProposalId);
        second.Kill();
        await second.WaitForExitAsync();

        var (id, body) = Assert.Single(comments.Bodies);
        Assert.StartsWith("Hello", body, StringComparison.Ordinal);
        Assert.Equal($"https://forge.example/c/{id}", url);
        Assert.Single(forge.SeenOf("POST", "/comments$"));
    }

    private static async Task Ask(NpgsqlDataSource database, WriteComment command)
    {
        await using var insert = database.CreateCommand("INSERT INTO factory.lease (id, lane, kind, key, payload, node, attempt, due_at) VALUES ($1, 'publisher', $2, $3, $4, NULL, 0, now())");
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.NewGuid() });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = typeof(WriteComment).FullName! });
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = command.ProposalId });
        insert.Parameters.Add(new NpgsqlParameter { Value = JsonSerializer.Serialize(command, JsonSerializerOptions.Web), NpgsqlDbType = NpgsqlDbType.Jsonb });
        await insert.ExecuteNonQueryAsync();
    }

    private static Process Start(string database, string settings)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Factory.Publisher.dll"));
        start.Environment["ConnectionStrings__factory"] = database;
        start.Environment["Factory__DataFolder"] = TestServers.NewFolder();
        start.Environment["Factory__PublisherFile"] = settings;
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>A node that is dead is taken for dead after its lease's time.</summary>
    private static async Task<string?> Applied(NpgsqlDataSource database, Guid proposal)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (true)
        {
            await using var command = database.CreateCommand("SELECT url FROM factory.output WHERE proposal_id = $1 AND state = 'applied'");
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = proposal });
            if (await command.ExecuteScalarAsync(patience.Token) is string url)
                return url;
        }
    }
}
