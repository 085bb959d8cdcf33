using System.Globalization;
using System.Text;
using Factory.Contracts;
using Factory.Contracts.Forges;
using Factory.History;
using Factory.Messaging.Leases;
using Factory.Publisher.GitHub;
using Factory.Publisher.GitHub.Asking;
using Factory.Publisher.GitHub.Rights;
using Factory.Publisher.Outputs;
using Factory.Workspaces.Scanning;

namespace Factory.Publisher.LookingUp;

/// <summary>Brings the end of what a job of continuous integration printed, where faults are told, without what looks like a secret.</summary>
internal sealed class ReadJobLogWork(GitHubForges forges) : ILeasedWork<ReadJobLog>
{
    private const int Kept = 256 * 1024;
    private const long Most = 256L * 1024 * 1024;

    public Guid Key(ReadJobLog command) => command.SignalId;

    public async Task<Recording> Do(ReadJobLog command, LeaseContext lease, CancellationToken ct)
    {
        try
        {
            var repository = forges.Open(command.Repository, command.Team);
            var found = await repository.Download(GitHubRights.ReadJobs, string.Create(CultureInfo.InvariantCulture, $"/actions/jobs/{command.JobId}/logs"), Kept, Most, ct);
            if (found is not { } log)
                return NotRead(command, $"The log of job {command.JobId} in {repository.FullName} is not there: it has not ended, or its log was deleted.");
            var text = Shown(log.Tail, log.Cut);
            return transaction => transaction.Send(command.ReplyTo, new JobLogRead(command.SignalId, transaction.Put(command.Team, text, "text/plain"), null));
        }
        catch (AskLater later)
        {
            return transaction => transaction.Send(Endpoints.Publisher, command, later.At);
        }
        catch (Exception error) when (error is OutputNotAllowed or GitHubRefused)
        {
            return NotRead(command, error.Message);
        }
    }

    public Recording GiveUp(ReadJobLog command, Exception error) => NotRead(command, $"The log could not be read: {error.Message}");

    /// <summary>From the first whole line on.</summary>
    private static byte[] Shown(byte[] tail, bool cut)
    {
        var text = Encoding.UTF8.GetString(tail).TrimStart('\uFEFF');
        if (cut)
            text = $"… what stands before is left out\n{text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..]}";
        return Encoding.UTF8.GetBytes(Redaction.Of(text));
    }

    private static Recording NotRead(ReadJobLog command, string problem) =>
        transaction => transaction.Send(command.ReplyTo, new JobLogRead(command.SignalId, null, OneLine.Of(problem, 500)));
}
