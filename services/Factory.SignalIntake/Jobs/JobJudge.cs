using System.Text;
using Factory.Contracts;
using Factory.Contracts.Forges;
using Factory.Contracts.Missions;
using Factory.Contracts.Outputs;
using Factory.History;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Judging;

namespace Factory.SignalIntake.Jobs;

/// <summary>What follows from a failed job: at a commit it is run once more, to tell a flake from a fault; the second failure is fixed, within what a job and a pull request may cause.</summary>
internal sealed class JobJudge(DeliveryJudge judge, WishJudge wishes, BlobStore blobs)
{
    private const int LongestLog = 20_000;

    private static readonly Guid Reruns = new("a3c1e1d4-5b0e-8a7c-9e55-6a0f2d9b7c18");

    public async Task<DeliveryVerdict> Judge(Judging.Judging judging, Delivery delivery, PublisherAnswers answers, FailedJob job, string why)
    {
        var source = judge.Source(delivery);
        var tries = await FailedJobStore.Find(judging.Connection, delivery.Team, job, judging.Ct);
        if (tries.Known && !answers.LetThrough)
            return new DeliveryVerdict(DeliveryVerdict.Duplicate, "This try of the job was told before.", job.Name);
        if (job.CanRerun && tries.Reruns == 0 && source.RerunsPerPullRequest > 0 && !answers.LetThrough)
        {
            return tries.RerunsOfPullRequest < source.RerunsPerPullRequest
                ? await Rerun(judging, delivery, job, why)
                : UsedUp(job, $"{why} Jobs of its pull request were run once more {Times(source.RerunsPerPullRequest)} within a day");
        }

        if (!answers.LetThrough && tries.Fixes >= source.FixesPerJob)
            return new DeliveryVerdict(DeliveryVerdict.Ignored, $"{why} A fix was tried for it at this commit.", job.Name);
        if (!answers.LetThrough && tries.FixesOfPullRequest >= source.FixesPerPullRequest)
            return UsedUp(job, $"{why} Jobs of its pull request were fixed {Times(source.FixesPerPullRequest)} within a day");
        if (job.CanRerun && answers.Log is null)
            return AskForLog(judging, delivery, job, why);
        var verdict = await wishes.Judge(judging, delivery, answers, await Wish(delivery, job, tries, answers.Log, judging.Ct), tries.Reruns > 0 ? $"{why} It failed before at this commit." : why);
        if (verdict.Verdict == DeliveryVerdict.Accepted)
            await FailedJobStore.Record(judging.Connection, delivery.Team, job, FailedJobStore.Fix, judging.Ct);
        return verdict;
    }

    private static async Task<DeliveryVerdict> Rerun(Judging.Judging judging, Delivery delivery, FailedJob job, string why)
    {
        var id = Ids.Derive(Ids.Derive(Reruns, delivery.Team), $"{job.Address}:{job.Id}");
        await FailedJobStore.Record(judging.Connection, delivery.Team, job, FailedJobStore.Rerun, judging.Ct);
        judging.Transaction.Send(Endpoints.Publisher, new RerunJob(id, delivery.Id, delivery.Team, job.Address, job.Id, Endpoints.Signals));
        return new DeliveryVerdict(DeliveryVerdict.Accepted, $"{why} It is run once more: if it fails again at this commit, it is fixed.", job.Name);
    }

    private static DeliveryVerdict UsedUp(FailedJob job, string why) =>
        new(DeliveryVerdict.Held, $"{why}, which is what it may cause. './factory signals replay --force' starts a fix all the same.", job.Name);

    private static string Times(int count) => count == 1 ? "once" : $"{count} times";

    private static DeliveryVerdict AskForLog(Judging.Judging judging, Delivery delivery, FailedJob job, string why)
    {
        judging.Transaction.Write(DeliveryQuestions.Ask(delivery.Id, DeliveryQuestions.Log, $"{job.Id}"));
        judging.Transaction.Send(Endpoints.Publisher, new ReadJobLog(delivery.Id, delivery.Team, job.Address, job.Id, Endpoints.Signals));
        return new DeliveryVerdict(DeliveryVerdict.Held, $"{why} Publisher is asked for its log.", job.Name);
    }

    private async Task<Wish> Wish(Delivery delivery, FailedJob job, JobTries tries, LogAnswer? log, CancellationToken ct)
    {
        var text = new StringBuilder($"# The job {job.Name} fails\n\nIt failed {(tries.Reruns > 0 ? "twice " : "")}at commit {job.Commit} on the branch {job.Branch}. Find out why, and change what is wrong: the code, its tests or how they are set up. Never skip or weaken what fails.\n");
        if (job.Output.Length > 0)
            text.Append($"\n## What its check says\n\n{job.Output}\n");
        if (log is { Blob: { } blob })
            text.Append($"\n## The end of its log\n\n{await Tail(delivery.Team, blob, ct)}\n");
        else if (log?.Problem is { } problem)
            text.Append($"\nIts log could not be had: {problem}\n");
        return new Wish($"github:{job.Address}:job:{job.Name}:{job.Commit}", MissionKind.Change, job.Repository, $"The job {job.Name} fails on {job.Branch}", text.ToString(), job.Origin)
        {
            PullRequest = job.PullRequest,
            Base = job.Branch,
            Commanded = true,
        };
    }

    private async Task<string> Tail(string team, Guid blob, CancellationToken ct)
    {
        var log = SeenText.Clean(LastPart(Encoding.UTF8.GetString(await blobs.Get(team, blob, ct))));
        return string.Join('\n', log.Split('\n').Select(line => $"    {line}"));
    }

    private static string LastPart(string log) => log.Length <= LongestLog ? log : log[^LongestLog..];
}
