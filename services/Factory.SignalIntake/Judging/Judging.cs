using Factory.Messaging;
using Factory.SignalIntake.PullRequests;
using Npgsql;

namespace Factory.SignalIntake.Judging;

/// <summary>One message's judging: its transaction, and what it began that no other statement sees yet.</summary>
internal sealed record Judging(HeartTransaction Transaction, NpgsqlConnection Connection, CancellationToken Ct)
{
    /// <summary>The signals that this message began, and their sources.</summary>
    public Dictionary<Guid, string> Begun { get; } = [];

    /// <summary>What this message asked models, by what it is about: the signal, and the hash of the text.</summary>
    public Dictionary<(Guid Signal, string TextHash), Guid> Asked { get; } = [];

    /// <summary>The pull requests that this message's deliveries showed.</summary>
    public List<(string Team, KnownPullRequest PullRequest)> Seen { get; } = [];

    /// <summary>What they say, by which alike ones of the same message are known.</summary>
    public List<SaidSignal> Said { get; } = [];
}

/// <param name="Repository">Where it is, as missions name it.</param>
/// <param name="Gist">As it is compared.</param>
internal sealed record SaidSignal(Guid Signal, string Team, string Repository, string? Fingerprint, string Title, string Gist);
