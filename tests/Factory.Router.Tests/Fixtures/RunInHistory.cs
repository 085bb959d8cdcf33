using System.Text;
using System.Text.Json;
using Factory.Contracts;
using Factory.Contracts.History;
using Factory.Contracts.Runs;
using Factory.Contracts.Transcripts;
using Factory.Droids.Roles;
using Factory.Droids.Tools;
using Factory.History;

namespace Factory.Router.Tests.Fixtures;

/// <summary>A droid run whose stream a test writes.</summary>
internal sealed class RunInHistory(EventStore events, BlobStore blobs, string team, string role, Guid id)
{
    public const string ReplyTo = "test-runs";

    private static readonly string[] Tools = [ToolCatalog.Read, ToolCatalog.Edit, ToolCatalog.Finish];

    public Guid Id => id;

    public Guid Mission { get; } = Ids.Derive(id, "mission");

    public static async Task<RunInHistory> Start(EventStore events, BlobStore blobs, string team, string role, string prompt, string task)
    {
        var run = new RunInHistory(events, blobs, team, role, Guid.CreateVersion7());
        var limits = new RunLimits(TimeSpan.FromMinutes(10), 50, 5);
        await run.Append(new RunStarted(run.Mission, run.Id, team, role, await run.Put("{}"), await run.Put(prompt), await run.Put(task), null, limits));
        return run;
    }

    public AskModel Ask(int turn, decimal budgetUsd = 1) => new(Mission, id, team, role, turn, Tools, budgetUsd, ReplyTo);

    public async Task Answered(int turn, Answer answer) =>
        await Append(new TurnAnswered(id, turn, "some/model", await Put(answer), answer.Calls.Count, new Spending(0.5m, 120, 1), 1));

    public async Task Returned(int turn, params ToolResult[] results) =>
        await Append(new ToolsReturned(id, turn, Guid.CreateVersion7(), await Put(results), null, null, 1));

    public Task Append(params object[] happened) => events.Append(new StreamAppend(id, "droid_run", null, happened));

    public async Task<IReadOnlyList<T>> Of<T>()
    {
        var found = new List<T>();
        await foreach (var stored in events.Read(id))
        {
            if (stored.Data is T wanted)
            {
                found.Add(wanted);
            }
        }

        return found;
    }

    public async Task<T> Read<T>(BlobRef blob) => JsonSerializer.Deserialize<T>(await blobs.Get(team, blob.Id), DroidJson.Options)!;

    public Task<BlobRef> Put(object value) => blobs.Put(team, JsonSerializer.SerializeToUtf8Bytes(value, DroidJson.Options), "application/json");

    public Task<BlobRef> PutText(string text) => Put(text);

    private Task<BlobRef> Put(string text) => blobs.Put(team, Encoding.UTF8.GetBytes(text), "text/plain");
}
