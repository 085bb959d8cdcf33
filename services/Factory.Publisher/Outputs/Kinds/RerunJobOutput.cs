using System.Globalization;
using System.Net;
using Factory.Contracts.Outputs;
using Factory.Publisher.GitHub;
using Factory.Publisher.GitHub.Rights;

namespace Factory.Publisher.Outputs.Kinds;

/// <summary>Runs a job once more. A run that has a later attempt than the job's was run again already.</summary>
internal sealed class RerunJobOutput(GitHubForges forges) : OutputKind<RerunJob>
{
    public override Proposal Describe(RerunJob command)
    {
        var repository = forges.Find(command.Repository, command.Team);
        return new Proposal(command.ProposalId, command.MissionId, command.Team, "rerun", Resource(repository, command.Repository, $"/job/{command.JobId}"), null, command.ReplyTo)
        {
            Most = repository?.Policy.OutputsPerMission,
        };
    }

    public override async Task<Applied> Apply(RerunJob command, Proposal proposal, Func<Task<Attempt>> begin, CancellationToken ct)
    {
        var repository = forges.Open(command.Repository, command.Team);
        await begin();
        var path = string.Create(CultureInfo.InvariantCulture, $"/actions/jobs/{command.JobId}");
        var job = await repository.Get<Job>(GitHubRights.RunJobs, path, ct);
        var run = await repository.Get<Run>(GitHubRights.RunJobs, string.Create(CultureInfo.InvariantCulture, $"/actions/runs/{job.RunId}"), ct);
        if (run.RunAttempt > job.RunAttempt)
            return new Applied(run.HtmlUrl, run.Id.ToString(CultureInfo.InvariantCulture));
        var again = await repository.Ask(GitHubRights.RunJobs, HttpMethod.Post, $"{path}/rerun", null, ct);
        if (again.Status is not HttpStatusCode.Created)
            throw GitHubRepository.Refusal(again, HttpMethod.Post, path);
        return new Applied(run.HtmlUrl, run.Id.ToString(CultureInfo.InvariantCulture));
    }
}
