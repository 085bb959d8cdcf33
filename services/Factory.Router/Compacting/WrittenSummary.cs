using Factory.Contracts.Runs;
using Factory.Router.Asking;
using Factory.Router.Casting;
using Factory.Router.Choosing;
using Factory.Router.Models;

namespace Factory.Router.Compacting;

/// <summary>What a model adds to the facts of a compaction, where one is cast as compactor: reasons, and what it thinks is next.</summary>
internal sealed class WrittenSummary(RoleModels models)
{
    public const string Role = "compactor";
    private const int LongestWords = 8_000;

    private const string Question =
        """
        Stop here; do not go on with the work and call no tool. The conversation up to here will be replaced by a summary. Its facts (files, commands, tests, notes) are kept already.
        Write for whoever goes on, in at most 500 words: what the goal is, what you found out and why you believe it, what was tried and did not work, what is decided, what is next.
        """;

    /// <returns>Null where nobody is cast for it, or nobody answered: the facts alone do.</returns>
    public async Task<CastAnswer?> Ask(AskModel ask, CancellationToken cancellationToken)
    {
        if (await models.PlanBeside(Role, ask, cancellationToken) is not { First: { Provider: not Provider.Mechanic } } plan)
            return null;
        try
        {
            return await models.Ask(ask, plan, cancellationToken, Question);
        }
        catch (NoModelAnswered)
        {
            // Each failure is in the log; a conversation that does not fit the compactor either is no fault.
            return null;
        }
    }

    /// <summary>The section of the summary that the model wrote.</summary>
    public static string Section(CastAnswer answer)
    {
        var words = RecordedAnswer.Of(answer.Answered.Answer).Text.Trim();
        return words.Length == 0 ? "" : $"\n### What {answer.Model.Name} says of it\n\n{(words.Length <= LongestWords ? words : words[..LongestWords] + "…")}\n";
    }
}
