using Factory.Contracts.Runs;
using Factory.Router.Casting;

namespace Factory.Router.Models;

/// <param name="Model">Who answered.</param>
internal sealed record CastAnswer(CastModel Model, ModelAnswer Answered);

/// <summary>Asks the models of a role one after the other until one answers.</summary>
internal sealed partial class RoleModels(Cast cast, Func<CastModel, IModel> models, TimeProvider time, ILogger<RoleModels> log)
{
    private readonly Dictionary<string, Player> players =
        cast.Models.Values.ToDictionary(model => model.Name, model => new Player(models(model with { Key = model.KeySource.Find() }), Patience.For(model, time)), StringComparer.Ordinal);

    /// <summary>The model that is asked first.</summary>
    public CastModel FirstChoice(AskModel ask) => cast.For(ask.Role)[0];

    /// <exception cref="NoModelAnswered">None of them did.</exception>
    public async Task<CastAnswer> Ask(AskModel ask, CancellationToken cancellationToken)
    {
        var failures = new List<(CastModel Model, ModelFailure Failure)>();
        foreach (var model in cast.For(ask.Role))
        {
            try
            {
                return new CastAnswer(model, await Ask(players[model.Name], ask, cancellationToken));
            }
            catch (ModelFailure failure)
            {
                DidNotAnswer(model.Name, ask.RunId, ask.Turn, failure.Message);
                failures.Add((model, failure));
            }
        }

        throw new NoModelAnswered(failures);
    }

    private static async Task<ModelAnswer> Ask(Player player, AskModel ask, CancellationToken cancellationToken) =>
        await player.Patience.ExecuteAsync(
            static async (call, token) => await call.Model.Ask(call.Asked, token), (player.Model, Asked: new ModelCall(ask)), cancellationToken);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Model {Model} did not answer turn {Turn} of run {Run}: {Reason}")]
    private partial void DidNotAnswer(string model, Guid run, int turn, string reason);

    private sealed record Player(IModel Model, Polly.ResiliencePipeline Patience);
}
