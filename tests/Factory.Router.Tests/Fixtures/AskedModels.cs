using Factory.Contracts.Runs;
using Factory.Router.Casting;
using Factory.Router.Choosing;

namespace Factory.Router.Tests.Fixtures;

/// <summary>Asks the models of a role as a turn does, and records nothing of the turn.</summary>
internal sealed class AskedModels(RoleModels models, MissionCastings castings)
{
    public async Task<CastAnswer> Ask(AskModel ask, CancellationToken cancellationToken) =>
        await models.Ask(ask, await models.Plan(ask, castings.Read(ask, cancellationToken), cancellationToken), cancellationToken);
}
