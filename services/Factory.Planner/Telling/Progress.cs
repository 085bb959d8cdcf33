using Factory.Contracts;
using Factory.Contracts.Outputs;

namespace Factory.Planner.Telling;

/// <summary>What the place that a signal came from is told.</summary>
/// <param name="Text">Markdown.</param>
internal sealed record Progress(ProgressStage Stage, string Text)
{
    /// <summary>Where the result is; null for nowhere.</summary>
    public string? Url { get; init; }

    /// <summary>What did not fit into the text; null where all of it did.</summary>
    public BlobRef? Attachment { get; init; }
}

/// <summary>Texts of others that a telling quotes, as they were read; null for none, or where they were erased.</summary>
/// <param name="Question">What a droid asks a person.</param>
/// <param name="Answer">The answer to a question.</param>
/// <param name="Leads">What was tried, and where the fault may be.</param>
internal sealed record ToldTexts(string? Question = null, string? Answer = null, string? Leads = null);

/// <summary>What was told last: nothing is told twice, and what comes late is known as late.</summary>
internal sealed record Told(int Step, string Hash);
