using System.Globalization;
using System.Net;
using Factory.Contracts.Outputs;
using Factory.History;
using Factory.Publisher.GitHub;
using Factory.Publisher.GitHub.Rights;

namespace Factory.Publisher.Outputs.Kinds;

/// <summary>Sets or takes away a label that the settings list. Doing it twice is doing it once.</summary>
internal sealed class SetLabelOutput(GitHubForges forges) : OutputKind<SetLabel>
{
    public override Proposal Describe(SetLabel command)
    {
        var repository = forges.Find(command.Issue.Repository, command.Team);
        return new Proposal(command.ProposalId, command.MissionId, command.Team, "label", Resource(repository, command.Issue.Repository, $"#{command.Issue.Number}:label:{command.Label}"), null, command.ReplyTo)
        {
            Most = repository?.Policy.OutputsPerMission,
        };
    }

    public override async Task<Applied> Apply(SetLabel command, Proposal proposal, Func<Task<Attempt>> begin, CancellationToken ct)
    {
        var repository = forges.Open(command.Issue.Repository, command.Team);
        if (!repository.Policy.Labels.Contains(command.Label))
            throw new OutputNotAllowed($"The label {OneLine.Of(command.Label, 60)} is not one of those under policy.labels of the forge {repository.Forge.Settings.Name}.");
        await begin();
        var path = string.Create(CultureInfo.InvariantCulture, $"/issues/{command.Issue.Number}/labels");
        if (command.Present)
        {
            GitHubRepository.Succeeded(await repository.Ask(GitHubRights.Issues, HttpMethod.Post, path, new { labels = new[] { command.Label } }, ct), HttpMethod.Post, path);
            return new Applied(null, command.Label);
        }

        var one = $"{path}/{Uri.EscapeDataString(command.Label)}";
        var answer = await repository.Ask(GitHubRights.Issues, HttpMethod.Delete, one, null, ct);
        if (answer.Status is not HttpStatusCode.NotFound)
            GitHubRepository.Succeeded(answer, HttpMethod.Delete, one);
        return new Applied(null, command.Label);
    }
}
