using Factory.Contracts;
using Factory.Contracts.Outputs;
using Factory.History;
using Factory.Messaging;
using Factory.Messaging.Leases;
using Factory.Publisher.GitHub.Asking;
using Factory.Workspaces.Repositories;

namespace Factory.Publisher.Outputs;

/// <summary>
/// Applies one kind of proposals, each once: it is recorded that an attempt begins before anything is asked outside, and whoever finds that record without an end
/// looks first whether the effect is there. Where the other side asks for patience the lease ends, and the proposal comes again with a due time.
/// </summary>
internal sealed class OutputWork<TCommand>(OutputKind<TCommand> kind, OutputLedger ledger, TimeProvider time) : ILeasedWork<TCommand>
    where TCommand : class
{
    /// <summary>A forge that is away longer is waited for no more.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    // Not the mission's: what its end says to the outside is said after it.
    public Guid Key(TCommand command) => kind.Describe(command).Id;

    public async Task<Recording> Do(TCommand command, LeaseContext lease, CancellationToken ct)
    {
        var proposal = kind.Describe(command);
        var hash = Proposal.Hash(command);
        Attempt? attempt = null;
        try
        {
            if (await ledger.Find(proposal, hash, ct) is { } ended)
                return transaction => Answer(transaction, proposal, ended);
            var applied = await kind.Apply(command, proposal, async () => attempt = await ledger.Begin(proposal, hash, lease.Id, ct), ct);
            return transaction => Ends(transaction, proposal, hash, lease, new Ended(applied, null));
        }
        catch (Superseded)
        {
            return transaction =>
            {
                OutputLedger.End(transaction, proposal, hash, lease.Id, "superseded", null, null);
                Answer(transaction, proposal, new Ended(new Applied(null, null), null));
            };
        }
        catch (AskLater later)
        {
            return Later(command, proposal, lease, later.At);
        }
        catch (Exception away) when (away is GitHubAway or HttpRequestException && lease.Attempt >= lease.MaxAttempts && Pause(attempt) is { } pause)
        {
            return Later(command, proposal, lease, time.GetUtcNow() + pause);
        }
        catch (Exception error) when (error is OutputNotAllowed or GitHubRefused or UnusableRepository or BlobMissing or BlobErased)
        {
            return Refused(proposal, hash, lease.Id, error.Message);
        }
    }

    public Recording GiveUp(TCommand command, Exception error)
    {
        var proposal = kind.Describe(command);
        return Refused(proposal, Proposal.Hash(command), Guid.Empty, $"It could not be done: {OneLine.Of(error.Message, 500)}");
    }

    /// <summary>Longer the longer the forge is away; null where it is waited for no more.</summary>
    private TimeSpan? Pause(Attempt? attempt)
    {
        var since = attempt is null ? TimeSpan.Zero : time.GetUtcNow() - attempt.BeganAt;
        return since > Longest ? null : TimeSpan.FromMinutes(1) + (since / 4 < LongestPause ? since / 4 : LongestPause);
    }

    private static Recording Later(TCommand command, Proposal proposal, LeaseContext lease, DateTimeOffset at) => transaction =>
    {
        OutputLedger.Release(transaction, proposal, lease.Id);
        transaction.Send(Endpoints.Publisher, command, at);
    };

    private Recording Refused(Proposal proposal, byte[] hash, Guid lease, string reason) =>
        transaction => Ends(transaction, proposal, hash, new LeaseContext(lease, 1, 1), new Ended(new Applied(null, null), OneLine.Of(reason, 1_000)));

    private static void Ends(HeartTransaction transaction, Proposal proposal, byte[] hash, LeaseContext lease, Ended ended)
    {
        OutputLedger.End(transaction, proposal, hash, lease.Id, ended.Refused is null ? "applied" : "refused", ended.Applied, ended.Refused);
        Answer(transaction, proposal, ended);
    }

    /// <summary>A refusal is told to the mission, too: its saga alone writes its stream, and makes it an event there.</summary>
    private static void Answer(HeartTransaction transaction, Proposal proposal, Ended ended)
    {
        if (ended.Refused is { } reason)
        {
            var refused = new OutputRefused(proposal.Id, proposal.MissionId, reason) { What = proposal.Kind };
            if (proposal.ReplyTo is { } asker)
                transaction.Send(asker, refused);
            if (proposal.ReplyTo != Endpoints.Missions)
                transaction.Send(Endpoints.Missions, refused);
            return;
        }

        if (proposal.ReplyTo is { } replyTo)
            transaction.Send(replyTo, new OutputApplied(proposal.Id, proposal.MissionId, ended.Applied.Url, ended.Applied.ExternalId) { Comments = ended.Applied.Comments });
    }
}
