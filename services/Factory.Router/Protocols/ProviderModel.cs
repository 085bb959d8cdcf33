using Factory.Contracts.Runs;
using Factory.Contracts.Transcripts;
using Factory.Router.Casting;
using Factory.Router.Dialects;
using Factory.Router.Models;
using Factory.Router.Transcripts;

namespace Factory.Router.Protocols;

/// <summary>A model behind a provider's endpoint, whichever protocol it speaks.</summary>
internal sealed class ProviderModel(CastModel model, RequestPlanner planner, ProviderCall provider) : IModel
{
    /// <exception cref="MalformedAnswer">Its calls cannot be read, and it was not told yet.</exception>
    public async Task<ModelAnswer> Ask(ModelCall call, CancellationToken cancellationToken)
    {
        var plan = await planner.Plan(call, cancellationToken);
        var (draft, usage) = await provider.Call(plan, call, cancellationToken);
        var said = draft.Said();
        var understood = plan.Dialect.Understand(said, plan.Tools, plan.Mark);
        return understood.Wrong is null || (call.Again is not null && !said.Cut)
            ? Answered(call.Ask, understood, usage)
            : throw new MalformedAnswer($"{model.Model} called tools in a way that cannot be read. {understood.Wrong}", said, understood, Answered(call.Ask, understood, usage)) { Spent = usage };
    }

    private ModelAnswer Answered(AskModel ask, Understood understood, Usage usage)
    {
        var calls = understood.Calls.Select((call, index) => new ToolCall(CallIds.Of(ask.Turn, index + 1), call.Tool, call.Arguments));
        return new ModelAnswer(new Answer(understood.Text, [.. calls]), new Spending(model.Price.Of(usage), usage.InputTokens + usage.OutputTokens, 1), usage);
    }
}

/// <summary>An answer whose calls cannot be read.</summary>
/// <param name="asItIs">The answer with its calls as they were written.</param>
internal sealed class MalformedAnswer(string message, Said said, Understood understood, ModelAnswer asItIs) : ModelFailure(FailureKind.MalformedCall, message)
{
    public Said Said => said;

    public Understood Understood => understood;

    public ModelAnswer AsItIs => asItIs;
}
