using Factory.Contracts.Missions;
using Factory.Contracts.Runs;

namespace Factory.Contracts.Research;

// Between a mission that is a question and the droid that answers it.

/// <summary>Answer a question about the repository at this commit; nothing is changed.</summary>
/// <param name="Question">The question in words, as it came.</param>
public sealed record AnswerQuestion(Guid MissionId, string Team, string Mirror, string BaseCommit, string Title, BlobRef Question, MissionLimits Limits, string ReplyTo)
{
    /// <summary>Where the report came from, and how far its author is trusted; null where it was not kept.</summary>
    public Origins.Origin? Origin { get; init; }

    /// <summary>What people said to the mission so far; null for nothing.</summary>
    public IReadOnlyList<Said>? Said { get; init; }
}

/// <summary>What a part of an answer rests on: lines of a file at the mission's base commit, or a commit. The factory checked that it is there, not what it says.</summary>
/// <param name="Supports">What it shows, in a few words.</param>
public sealed record Citation(string Supports)
{
    /// <summary>Path within the repository; null where a commit is cited.</summary>
    public string? Path { get; init; }

    /// <summary>First line, from 1; null for the whole file.</summary>
    public int? Line { get; init; }

    /// <summary>Last line; null for one line.</summary>
    public int? LastLine { get; init; }

    /// <summary>Full id of the cited commit; null where a file is cited.</summary>
    public string? Commit { get; init; }
}

/// <param name="Answer">Markdown.</param>
public sealed record QuestionAnswered(Guid MissionId, BlobRef Answer, IReadOnlyList<Citation> Citations, Spending Spent);

/// <param name="Honest">True for an honest "cannot be answered" of the droid; false where its run failed.</param>
public sealed record QuestionNotAnswered(Guid MissionId, bool Honest, string Reason, Spending Spent);
