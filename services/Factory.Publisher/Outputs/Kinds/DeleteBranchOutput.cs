using System.Net;
using Factory.Contracts.Outputs;
using Factory.Publisher.GitHub;
using Factory.Publisher.GitHub.Rights;
using Factory.Publisher.Publishing;

namespace Factory.Publisher.Outputs.Kinds;

/// <summary>Deletes a branch of the factory's own. One that is not there is deleted.</summary>
internal sealed class DeleteBranchOutput(GitHubForges forges) : OutputKind<DeleteBranch>
{
    public override Proposal Describe(DeleteBranch command) => new(
        command.ProposalId, command.MissionId, command.Team, "branch deletion", Resource(forges.Find(command.Repository, command.Team), command.Repository, $"@{command.Branch}"), null, command.ReplyTo);

    public override async Task<Applied> Apply(DeleteBranch command, Proposal proposal, Func<Task<Attempt>> begin, CancellationToken ct)
    {
        if (BranchRules.Problem(command.Branch) is { } wrong)
            throw new OutputNotAllowed($"The branch is not one of the factory's: {wrong}.");
        var repository = forges.Open(command.Repository, command.Team);
        await begin();
        var path = $"/git/refs/heads/{command.Branch}";
        var answer = await repository.Ask(GitHubRights.WriteCode, HttpMethod.Delete, path, null, ct);
        if (answer.Status is not (HttpStatusCode.NotFound or HttpStatusCode.UnprocessableEntity))
            GitHubRepository.Succeeded(answer, HttpMethod.Delete, path);
        return new Applied(null, command.Branch);
    }
}
