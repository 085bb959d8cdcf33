using System.Net;
using Factory.Cli.Connecting;
using Factory.Cli.Output;
using Factory.MissionControl.Missions;
using Factory.SignalIntake.Reading;
using Factory.SignalIntake.Receiving;

namespace Factory.Cli.Fixing;

/// <summary>A signal from when it is sent until its mission has ended or its pull request is there, whichever process runs the factory meanwhile.</summary>
internal sealed class MissionRun(SharedFactory factory, TimelinePrinter timeline, Screen screen)
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan CancelPatience = TimeSpan.FromSeconds(30);

    /// <summary>The mission that was begun; null before.</summary>
    public Guid? MissionId { get; private set; }

    /// <summary>Runs the mission; when <paramref name="ct"/> is cancelled, the mission is cancelled first.</summary>
    /// <exception cref="SignalIgnored">The signal caused no mission.</exception>
    public async Task<MissionView> Run(SignalRequest request, CancellationToken ct)
    {
        try
        {
            return await Follow(request, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested && MissionId is not null)
        {
            screen.Line("[yellow]cancelling the mission …[/]");
            using var patience = new CancellationTokenSource(CancelPatience);
            await factory.Talk(client => client.Post($"missions/{MissionId}/cancel", patience.Token), patience.Token);
            return await Watch(MissionId.Value, patience.Token);
        }
    }

    private async Task<MissionView> Follow(SignalRequest request, CancellationToken ct)
    {
        SignalAccepted? accepted = null;
        // The key makes it one signal, however often it is sent.
        var once = request with { IdempotencyKey = request.IdempotencyKey ?? Guid.NewGuid().ToString("n") };
        await factory.Talk(async client => accepted = await client.SendSignal<SignalRequest, SignalAccepted>(once, ct), ct);
        var missionId = await Verdict(accepted!.SignalId, ct);
        MissionId = missionId;
        return await Watch(missionId, ct);
    }

    private async Task<Guid> Verdict(Guid signalId, CancellationToken ct)
    {
        while (true)
        {
            SignalView? signal = null;
            await factory.Talk(async client => signal = await client.GetSignal<SignalView>(signalId, ct), ct);
            if (signal!.Verdict is not null)
                return signal.MissionId ?? throw new SignalIgnored($"The signal caused no mission ({signal.Verdict}): {signal.Why}");
            await Task.Delay(Between, ct);
        }
    }

    private async Task<MissionView> Watch(Guid missionId, CancellationToken ct)
    {
        while (true)
        {
            MissionView? mission = null;
            await factory.Talk(
                async client =>
                {
                    await timeline.Follow(client, missionId, ct);
                    mission = await Find(client, missionId, ct);
                },
                ct);
            if (mission?.Result is not null)
            {
                await factory.Talk(client => timeline.Rest(client, missionId, ct), ct);
                return mission;
            }

            await Task.Delay(Between, ct);
        }
    }

    private static async Task<MissionView?> Find(FactoryClient client, Guid missionId, CancellationToken ct)
    {
        try
        {
            return await client.Get<MissionView>($"missions/{missionId}", ct);
        }
        catch (RequestRefused refused) when (refused.Status == HttpStatusCode.NotFound)
        {
            // Accepted, but not begun yet.
            return null;
        }
    }
}
