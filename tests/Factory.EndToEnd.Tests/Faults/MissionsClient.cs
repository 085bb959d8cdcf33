using Factory.Cli.Connecting;
using Factory.Local.DataFolders;
using Factory.Messaging.DeadLetters;
using Factory.MissionControl.Missions;
using Factory.SignalIntake.Receiving;

namespace Factory.EndToEnd.Tests.Faults;

/// <summary>Sends reports and waits for the ends of their missions, over HTTP, however often the services that answer are killed.</summary>
internal sealed class MissionsClient(Func<FactoryClient> connect) : IDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);

    private FactoryClient? _client;

    public static FactoryClient To(Uri signalIntake, Uri missionControl, string dataFolder) =>
        new(new Factory.Local.DataFolders.RunningFactory(Environment.ProcessId, "test", TimeProvider.System.GetUtcNow(), signalIntake, missionControl), ApiToken.Read(dataFolder)!);

    /// <summary>The key makes it one signal, however often it is sent.</summary>
    public async Task<Guid> Send(BrokenRepository repository, CancellationToken ct, string? title = null)
    {
        var request = new SignalRequest(repository.Path, repository.Report, title, null, null, "2h", Guid.NewGuid().ToString("n"));
        return (await UntilAnswered(client => client.SendSignal<SignalRequest, SignalAccepted>(request, ct), ct)).MissionId;
    }

    public async Task<MissionView> End(Guid missionId, CancellationToken ct)
    {
        while (true)
        {
            var mission = await UntilAnswered(client => client.Get<MissionView>($"missions/{missionId}", ct), ct);
            if (mission.Outcome is not null)
                return mission;
            await Task.Delay(Between, ct);
        }
    }

    public Task<IReadOnlyList<DeadLetter>> DeadLetters(CancellationToken ct) => UntilAnswered(client => client.Get<IReadOnlyList<DeadLetter>>("dead-letters", ct), ct);

    public Task Retry(Guid deadLetter, CancellationToken ct) => UntilAnswered(
        async client =>
        {
            await client.Post($"dead-letters/{deadLetter}/retry", ct);
            return true;
        },
        ct);

    public void Dispose() => _client?.Dispose();

    private async Task<T> UntilAnswered<T>(Func<FactoryClient, Task<T>> ask, CancellationToken ct)
    {
        while (true)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
            patience.CancelAfter(TimeSpan.FromSeconds(20));
            try
            {
                return await ask(_client ??= connect()).WaitAsync(patience.Token);
            }
            catch (Exception error) when (IsAway(error) && !ct.IsCancellationRequested)
            {
                // Killed, or its database is: it comes back, perhaps elsewhere.
                _client = null;
            }

            await Task.Delay(Between, ct);
        }
    }

    // 404: accepted, but not begun yet.
    private static bool IsAway(Exception error) =>
        error is NotRunning or IOException or HttpRequestException or OperationCanceledException || (error is RequestRefused refused && ((int)refused.Status >= 500 || (int)refused.Status == 404));
}
