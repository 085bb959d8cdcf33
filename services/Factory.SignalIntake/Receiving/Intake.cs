using System.Text;
using Factory.Contracts;
using Factory.Contracts.History;
using Factory.Contracts.Origins;
using Factory.Contracts.Signals;
using Factory.History;
using Factory.History.Teams;
using Factory.Messaging;
using Factory.SignalIntake.Alike;
using Factory.SignalIntake.Deliveries;

namespace Factory.SignalIntake.Receiving;

/// <summary>Stores signals before they are judged; a signal that was stored before is the same signal.</summary>
internal sealed class Intake(Heart heart, SignalStore store, TimeProvider time)
{
    /// <summary>What signals come from that no webhook brought.</summary>
    public const string Source = "api";

    private const int MostCompared = 10_000;

    private static readonly Guid Keys = new("5d2f9c1e-6f5b-8f0e-9a34-0d2f6a3b7c10");

    /// <returns>The signal's id.</returns>
    /// <exception cref="SignalRefused">The request cannot become a signal; nothing was stored.</exception>
    public async Task<Guid> Store(Caller caller, byte[] body, string? keyHeader, CancellationToken ct)
    {
        var team = caller.Team;
        var request = SignalBody.Parse(body);
        var attachments = Attachments.Read(request);
        var report = ReportText.Clean(request.Report) + Attachments.Section(attachments);
        var key = SignalChecks.Key(request, keyHeader);
        var signalId = key is null ? Guid.CreateVersion7(time.GetUtcNow()) : Ids.Derive(Ids.Derive(Keys, team), key);
        var (bodyBlob, reportBlob) = (BlobStore.Describe(team, body), BlobStore.Describe(team, Encoding.UTF8.GetBytes(report)));
        var received = new SignalReceived(
            signalId, team, Source, key, SignalChecks.Title(request, report), bodyBlob, reportBlob, SignalChecks.Repository(request), SignalChecks.Test(request), SignalChecks.Limits(request))
        {
            Kind = SignalChecks.Kind(request),
            Attachments = attachments.Count == 0 ? null : [.. attachments.Select(attachment => new AttachedFile(attachment.Name, BlobStore.Describe(team, attachment.Content.Span)))],
            Origin = new Origin(Source, OneLine.Of(caller.Name), Trust.Writer),
        };
        try
        {
            await heart.InTransaction(transaction => Write(transaction, received, body, report, attachments), ct);
        }
        catch (ConcurrencyConflict)
        {
            await CheckSame(received, ct);
        }

        return signalId;
    }

    private static Task Write(HeartTransaction transaction, SignalReceived received, byte[] body, string report, IReadOnlyList<Attachment> attachments)
    {
        // The bytes are a blob: the row tells people that it came, and what was made of it.
        transaction.Write(DeliveryCommands.Insert([new Delivery(received.SignalId, received.Team, received.Source, received.SignalId.ToString(), "report", "application/json", []) { Bytes = body.Length }]));
        transaction.Put(received.Team, body, "application/json");
        transaction.Put(received.Team, Encoding.UTF8.GetBytes(report), "text/plain");
        foreach (var attachment in attachments)
            transaction.Put(received.Team, attachment.Content, "application/octet-stream");
        transaction.Write(SignalTexts.Insert(received.SignalId, received.Team, received.Repository.Path, received.Source, received.Title, report[..Math.Min(report.Length, MostCompared)], fingerprint: null));
        transaction.Append(new StreamAppend(received.SignalId, SignalStore.StreamType, ExpectedVersion: 0, [received]));
        transaction.Send(Endpoints.Signals, new JudgeSignal(received.SignalId, received.Team));
        return Task.CompletedTask;
    }

    private async Task CheckSame(SignalReceived received, CancellationToken ct)
    {
        var first = await store.Received(received.SignalId, ct);
        if (first.Report.Sha256 != received.Report.Sha256 || first.Repository != received.Repository || first.Kind != received.Kind)
            throw SignalRefused.Unprocessable("The idempotency key was used before", $"Key '{received.IdempotencyKey}' belongs to signal {received.SignalId}, which has another report, repository or kind: use a new key.");
    }
}
