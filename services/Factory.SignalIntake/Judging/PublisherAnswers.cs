using Factory.Contracts.Origins;
using Factory.SignalIntake.Triage;

namespace Factory.SignalIntake.Judging;

/// <summary>What others answered when they were asked about a delivery.</summary>
/// <param name="Author">Null where nobody was asked for, or no answer came.</param>
/// <param name="Log">Of the job that failed; null as of <paramref name="Author"/>.</param>
internal sealed record PublisherAnswers(AuthorAnswer? Author, LogAnswer? Log)
{
    public static readonly PublisherAnswers None = new(null, null);

    /// <summary>What was said in its thread before; null as of the author.</summary>
    public ThreadAnswer? Thread { get; init; }

    /// <summary>What a model took it for; null where none was asked, or no answer came.</summary>
    public TriageAnswer? Triage { get; init; }

    /// <summary>Whether a person let the delivery through that the rules would not.</summary>
    public bool LetThrough { get; init; }
}

/// <param name="Problem">Why it could not be told; null where it could.</param>
internal sealed record AuthorAnswer(string Login, Trust Trust, string? Problem);

/// <param name="Blob">What the job printed, or its end; null where it could not be had.</param>
internal sealed record LogAnswer(Guid? Blob, string? Problem);

/// <param name="Messages">JSON: a list of <see cref="Contracts.Chats.SaidInThread"/>; null where it could not be had.</param>
internal sealed record ThreadAnswer(Guid? Messages, string? Problem);
