using System.Text.Json;
using Factory.Contracts.Transcripts;
using Factory.Droids.Roles;
using Factory.Droids.Tools;
using Factory.Router.Transcripts;

namespace Factory.Router.Mechanic;

/// <summary>What the mechanic says next: a pure function of the role and the transcript.</summary>
internal static class MechanicPolicy
{
    /// <exception cref="ArgumentException">The mechanic does not know this role.</exception>
    public static Answer Answer(Conversation conversation) => conversation.Role switch
    {
        RoleNames.Planner => PlannerPolicy.Answer(conversation),
        RoleNames.Coder => CoderPolicy.Answer(conversation),
        RoleNames.Tester => TesterPolicy.Answer(conversation),
        RoleNames.Reviewer => ReviewerPolicy.Answer(conversation),
        RoleNames.Docs => DocsPolicy.Answer(conversation),
        RoleNames.Research => ResearchPolicy.Answer(conversation),
        _ => throw new ArgumentException($"The mechanic does not play the role '{conversation.Role}'.", nameof(conversation)),
    };

    /// <summary>An answer that calls tools, one after the other.</summary>
    public static Answer Call(this Conversation conversation, string text, params (string Tool, object Arguments)[] calls) =>
        new(text, [.. calls.Select((call, index) => new ToolCall(CallIds.Of(conversation.Turn, index + 1), call.Tool, JsonSerializer.Serialize(call.Arguments, DroidJson.Options)))]);

    /// <summary>Ends the run with the role's result.</summary>
    public static Answer Finish(this Conversation conversation, string text, object result) => conversation.Call(text, (ToolCatalog.Finish, result));

    /// <summary>The newest result of a tool in the whole run, or null.</summary>
    public static ToolResult? Newest(this Conversation conversation, string tool) =>
        conversation.Turns.Reverse().Select(turn => turn.Of(tool)).FirstOrDefault(result => result is not null);

    /// <summary>What the droid was told when it tried to finish and was refused; null when it did not try.</summary>
    public static string? Refusal(this Conversation conversation) => conversation.Newest(ToolCatalog.Finish) is { IsError: true } refused ? refused.Text : null;
}
