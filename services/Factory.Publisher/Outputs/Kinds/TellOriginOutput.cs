using Factory.Contracts;
using Factory.Contracts.Outputs;

namespace Factory.Publisher.Outputs.Kinds;

/// <summary>The one message of a mission where its signal came from. A step that comes late changes nothing.</summary>
internal sealed class TellOriginOutput(IEnumerable<IOriginTeller> tellers) : OutputKind<TellOrigin>
{
    public override Proposal Describe(TellOrigin command) =>
        new(Ids.Derive(command.MissionId, $"telling {command.Step}"), command.MissionId, command.Team, "telling", Places.Of(command.Origin, $"mission:{command.MissionId:n}"), command.Step, null) { Counts = false };

    public override async Task<Applied> Apply(TellOrigin command, Proposal proposal, Func<Task<Attempt>> begin, CancellationToken ct)
    {
        // Nobody is told of a signal that came by an address without a way back.
        if (tellers.FirstOrDefault(teller => teller.Takes(command.Origin)) is not { } teller)
            return new Applied(null, null);
        var attempt = await begin();
        return await teller.Tell(command, attempt.Known, ct);
    }
}
