using System.Text;
using Factory.Contracts.Reviews;
using Factory.History;
using Factory.Messaging;
using Factory.Messaging.Leases;
using Factory.Workspaces.Repositories;

namespace Factory.Reviewer.PullRequests.Reading;

/// <summary>Looks at a pull request, out of the mirror and its pack. Looking again gives the same.</summary>
internal sealed class ReadPullRequestWork(PullRequestReader reader, BlobStore blobs) : ILeasedWork<ReadPullRequest>
{
    public Guid Key(ReadPullRequest command) => command.MissionId;

    public async Task<Recording> Do(ReadPullRequest command, LeaseContext lease, CancellationToken ct)
    {
        try
        {
            var change = command.Fetched.Change;
            var pack = await blobs.Get(command.Team, change.Pack.Id, ct);
            await using var commits = await reader.Open(command.Fetched.Mirror, command.Fetched.MergeBase, change.Commit, pack, ct);
            var (answer, instructions) = await new PullRequestReading(command, commits).Read(ct);
            return heart => heart.Send(command.ReplyTo, instructions.Length == 0 ? answer : answer with { Instructions = heart.Put(command.Team, Encoding.UTF8.GetBytes(instructions), "text/plain; charset=utf-8") });
        }
        catch (Exception error) when (error is UnusableRepository or BlobMissing or BlobErased)
        {
            return NotRead(command, error.Message);
        }
    }

    public Recording GiveUp(ReadPullRequest command, Exception error) => NotRead(command, $"The pull request could not be read: {error.Message}");

    private static Recording NotRead(ReadPullRequest command, string reason) =>
        heart => heart.Send(command.ReplyTo, new PullRequestNotRead(command.MissionId, command.PullRequestId, command.Round, reason));
}
