using System.Text.Json;
using Factory.Contracts.Transcripts;
using Factory.Contracts.Triage;
using Factory.Droids.Roles;
using Factory.Droids.Tools;

namespace Factory.Router.Triage;

/// <summary>What a model's answer takes a signal for, held against the schema that it was shown.</summary>
internal static class TriageReading
{
    private const int LongestProblem = 300;

    /// <param name="model">Its name in the casting.</param>
    public static (Classification? Answer, string? Problem) Of(Answer answer, string model)
    {
        if (answer.Calls is not [{ Tool: ToolCatalog.Finish } finish])
            return (null, $"{model} did not answer in the form that it was asked for.");
        try
        {
            var said = (TriageResult)Finishing.Parse(RoleNames.Triage, finish.Arguments);
            return (new Classification(said.Kind.ToLowerInvariant(), said.Repository, said.Rationale, said.Confidence, model), null);
        }
        catch (JsonException wrong)
        {
            return (null, $"what {model} answered cannot be used: {(wrong.Message.Length <= LongestProblem ? wrong.Message : $"{wrong.Message[..LongestProblem]}…")}");
        }
    }
}
