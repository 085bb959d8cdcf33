using System.Text;
using System.Text.Json;
using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Contracts.History;
using Factory.Contracts.Runs;
using Factory.Contracts.Transcripts;
using Factory.Droids.Computers;
using Factory.Droids.Knowledge;
using Factory.Droids.Mcp;
using Factory.Droids.Roles;
using Factory.Droids.Tools;
using Factory.Droids.Web;
using Factory.History;
using Factory.Messaging;
using Factory.Servers;
using Factory.Workspaces.Tests;
using Npgsql;

namespace Factory.Droids.Tests.Tools;

/// <summary>A droid's turns on a real workspace: what a model would call is called here.</summary>
internal sealed class DroidAtWork : IAsyncDisposable
{
    private const string Team = "team";

    private readonly NpgsqlDataSource _database;
    private readonly ComputerFolder _folder;
    private readonly TurnRunner _turns;
    private readonly WorkingRole _role = new();
    private int _calls;

    private DroidAtWork(OpenedWorkspace opened, NpgsqlDataSource database, IReadOnlyDictionary<string, McpServerOptions> servers, WebAccess web)
    {
        (Opened, _database) = (opened, database);
        Blobs = new BlobStore(database, TimeProvider.System);
        _folder = ComputerFolder.Claim(opened.Folder.In("computers"));
        Repositories = new RepositoryReader(_folder, TimeProvider.System);
        Events = new EventStore(database, EventTypes.Product, TimeProvider.System, []);
        Mcp = new McpSession(new McpServers(servers), Events, Blobs);
        Web = web;
        _role.HasWeb = web.IsFor(RoleNames.Coder);
        _role.HasServers = servers.Count > 0;
        ITool[] tools =
        [
            new ReadTool(), new ListTool(), new SearchTool(), new EditTool(), new RunTool(), new RunTestsTool(), new RepairTool(), new DiffTool(), new LogTool(), new OutputTool(Blobs), new NoteTool(), new AskTool(),
            new MapTool(Repositories), new SkillTool(Repositories), new McpTool(Mcp), new FetchTool(web),
        ];
        _turns = new TurnRunner(tools, new ResultWriter(Blobs), Repositories);
    }

    public OpenedWorkspace Opened { get; }

    public BlobStore Blobs { get; }

    public EventStore Events { get; }

    public McpSession Mcp { get; }

    public WebAccess Web { get; }

    public RepositoryReader Repositories { get; }

    public static async Task<DroidAtWork> Start(Action<SampleRepository>? prepare = null, IReadOnlyDictionary<string, McpServerOptions>? servers = null, WebAccess? web = null)
    {
        var database = NpgsqlDataSource.Create(await TestServers.Database());
        await new SchemaMigrator(database, SchemaMigrator.OfHistory).Migrate();
        return new DroidAtWork(await OpenedWorkspace.Open(repository =>
        {
            prepare?.Invoke(repository);
            repository.Commit("Prepared");
        }), database, servers ?? new Dictionary<string, McpServerOptions>(StringComparer.Ordinal), web ?? new WebAccess([]));
    }

    /// <summary>What the run is told before its first turn, recorded as the computer does.</summary>
    public async Task<string> IsTold()
    {
        var told = await Repositories.Tell(Opened.Workspace, Team, OpenedWorkspace.Cancel) + await Mcp.Tell(RoleNames.Coder, Opened.Workspace, OpenedWorkspace.Cancel) + Web.Tell(RoleNames.Coder);
        var text = await Blobs.Put(Team, Encoding.UTF8.GetBytes(told), TurnRunner.TextType, OpenedWorkspace.Cancel);
        await Events.Append(new StreamAppend(Opened.Workspace.Id, "droid_run", null, [new RepositoryRead(Opened.Workspace.Id, Opened.Fetched.BaseCommit, text)]));
        return told;
    }

    /// <summary>One call, alone in its turn.</summary>
    public async Task<ToolResult> Calls(string tool, object arguments) => (await Turn((tool, arguments))).Results[0];

    /// <summary>One turn. What is to be stored is stored, as the computer does.</summary>
    public async Task<TurnResults> Turn(params (string Tool, object Arguments)[] calls)
    {
        var asked = calls.Select(call => new ToolCall($"c{++_calls}", call.Tool, call.Arguments as string ?? JsonSerializer.Serialize(call.Arguments, DroidJson.Options))).ToList();
        var spec = new WorkspaceSpec(Opened.Fetched.MirrorName, Opened.Fetched.BaseCommit, null, new TestSettings(null, false));
        var context = new ToolContext(Guid.NewGuid(), Opened.Workspace.Id, Team, RoleNames.Coder, spec, TimeProvider.System, Opened.Workspace);
        var results = await _turns.Run(_role, "\"order\""u8.ToArray(), asked, context, OpenedWorkspace.Cancel);
        foreach (var whole in results.Wholes)
            await Blobs.Put(Team, whole, TurnRunner.TextType, OpenedWorkspace.Cancel);
        return results;
    }

    public async Task<string> Whole(ToolResult result) => Encoding.UTF8.GetString(await Blobs.Get(Team, result.Whole!.Id, OpenedWorkspace.Cancel));

    public async ValueTask DisposeAsync()
    {
        await Opened.DisposeAsync();
        _folder.Dispose();
        await _database.DisposeAsync();
    }

    private sealed class WorkingRole : DroidRole<string, CoderResult>
    {
        public override string Name => RoleNames.Coder;

        public override IReadOnlyList<string> Tools { get; } = [.. ToolCatalog.Reading, ToolCatalog.Edit, ToolCatalog.Run, ToolCatalog.RunTests, ToolCatalog.Repair, ToolCatalog.Ask, ToolCatalog.Finish];

        public override Task<StartRun> Start(string order, HeartTransaction heart, CancellationToken ct) => throw new NotSupportedException();

        protected override void Answer(string order, RunReport report, CoderResult? result, HeartTransaction heart) => throw new NotSupportedException();
    }
}
