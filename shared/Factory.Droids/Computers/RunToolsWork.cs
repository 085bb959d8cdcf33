using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Contracts.History;
using Factory.Contracts.Runs;
using Factory.Contracts.Transcripts;
using Factory.Droids.Roles;
using Factory.Droids.Runs;
using Factory.Droids.Tools;
using Factory.History;
using Factory.Messaging;
using Factory.Messaging.Leases;
using Factory.Workspaces;

namespace Factory.Droids.Computers;

/// <summary>Runs a turn's tool calls in the workspace that this computer holds, and keeps what they changed.</summary>
internal sealed class RunToolsWork(Computer computer, ComputerRegister register, DroidRoles roles, TurnRunner turns, BlobStore blobs, TimeProvider time) : ILeasedWork<RunTools>
{
    public Guid Key(RunTools command) => command.RunId;

    public async Task<Recording> Do(RunTools command, LeaseContext lease, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        var (found, workspace) = await Workspace(command, lease, ct);
        if (!found)
            return NotRun(command, "the workspace is not here");

        var role = roles.Of(command.Role);
        var context = new ToolContext(command.MissionId, command.RunId, command.Team, command.Role, command.Workspace, time, workspace);
        var answer = JsonSerializer.Deserialize<Answer>(await blobs.Get(command.Team, command.Answer.Id, ct), DroidJson.Options)!;
        var needsOrder = answer.Calls.Any(call => call.Tool == ToolCatalog.Finish);
        var order = needsOrder ? await blobs.Get(command.Team, command.Order.Id, ct) : [];
        var results = await turns.Run(role, order, answer.Calls, context, ct);
        var checkpoint = results.Wrote && workspace is not null ? await workspace.Checkpoint(ct) : null;
        if (checkpoint is { Pack.Length: var size and > BlobStore.LargestContent })
            (checkpoint, results) = (null, results.WithNote($"[not kept, should this computer be lost: the changes pack to {size >> 20} MB; delete large files, or have .gitignore name them]"));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return heart => Record(command, results, checkpoint, seconds, heart);
    }

    public Recording GiveUp(RunTools command, Exception error) => NotRun(command, error.Message);

    /// <summary>The workspace as the turn found it: calls that were begun before and not recorded start again from the checkpoint.</summary>
    private async Task<(bool Found, Workspace? Workspace)> Workspace(RunTools command, LeaseContext lease, CancellationToken ct)
    {
        if (command.Workspace is not { } spec)
            return (true, null);
        var workspace = computer.Find(command.RunId);
        if (workspace is not null && lease.Attempt > 1)
            workspace = await computer.Open(command.RunId, command.Team, spec, command.Checkpoint, ct);
        return (workspace is not null, workspace);
    }

    private void Record(RunTools command, TurnResults results, Checkpoint? checkpoint, double seconds, HeartTransaction heart)
    {
        if (command.Workspace is not null)
            heart.Write(register.Advance(command.RunId, command.Turn));
        foreach (var whole in results.Wholes)
            heart.Put(command.Team, whole, TurnRunner.TextType);
        var kept = heart.Put(command.Team, JsonSerializer.SerializeToUtf8Bytes(results.Results, DroidJson.Options), "application/json");
        var change = checkpoint is null ? null : new Change(checkpoint.BaseCommit, checkpoint.Commit, heart.Put(command.Team, checkpoint.Pack, "application/x-git-pack"));
        var guidance = results.Guidance.Select(told => heart.Put(command.Team, Encoding.UTF8.GetBytes(told), TurnRunner.TextType)).ToList();
        var finish = results.Finished is { } done ? Finish(command, done, heart) : null;
        heart.Append(command.RunId, DroidRunSteps.StreamType, new ToolsReturned(command.RunId, command.Turn, computer.Id, kept, change, finish, seconds) { SkillRole = results.SkillRole, Guidance = guidance.Count == 0 ? null : guidance });
        heart.Send(command.ReplyTo, new ToolsRun(command.RunId, command.Turn, computer.Id, change, results.Fingerprint, finish)
        {
            Errors = results.Errors,
            Malformed = results.Malformed,
            Question = results.Question is { } question ? heart.Put(command.Team, Encoding.UTF8.GetBytes(question), TurnRunner.TextType) : null,
        });
    }

    private static Finish Finish(RunTools command, Completion done, HeartTransaction heart)
    {
        var result = heart.Put(command.Team, JsonSerializer.SerializeToUtf8Bytes(done.Result, done.Result.GetType(), DroidJson.Options), "application/json");
        var change = done.Commit is { } commit ? new Change(commit.BaseCommit, commit.Commit, heart.Put(command.Team, commit.Pack, "application/x-git-pack")) : null;
        return new Finish(result, change);
    }

    private Recording NotRun(RunTools command, string reason) =>
        heart => heart.Send(command.ReplyTo, new ToolsNotRun(command.RunId, command.Turn, computer.Id, reason));
}
