using Factory.Router.Casting;
using Factory.Router.Models;

namespace Factory.Router.Choosing;

/// <summary>A model that was asked and did not answer.</summary>
internal sealed record ModelAttempt(CastModel Model, ModelFailure Failure, double Seconds)
{
    /// <summary>What a model need not be asked for, by what others before it said; null where it may well answer.</summary>
    public static ModelFailure? InVain(CastModel model, IReadOnlyList<ModelAttempt> before) =>
        before.Select(failed => failed.Failure.Kind switch
        {
            FailureKind.ContextTooLong when model.ContextTokens <= failed.Model.ContextTokens =>
                new ModelFailure(FailureKind.ContextTooLong, $"not asked: it takes no more than {failed.Model.Name}, which the transcript does not fit into."),
            FailureKind.OverBudget when model.Price.InputUsd >= failed.Model.Price.InputUsd && model.Price.OutputUsd >= failed.Model.Price.OutputUsd =>
                new ModelFailure(FailureKind.OverBudget, $"not asked: it costs no less than {failed.Model.Name}, which is too dear for what is left."),
            _ => null,
        }).FirstOrDefault(failure => failure is not null);
}
