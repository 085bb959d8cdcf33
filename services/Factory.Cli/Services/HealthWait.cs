using System.Net.Sockets;
using Factory.Cli.Output;
using Factory.Local;

namespace Factory.Cli.Services;

/// <summary>Waits until services say that they may take work.</summary>
internal sealed class HealthWait(IReadOnlyList<ServiceProcess> processes, Screen screen)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);

    /// <exception cref="FactoryException">One is not healthy in time; the message has the end of its log.</exception>
    public async Task UntilAllAre(CancellationToken ct)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(10) };
        await Task.WhenAll(processes.Select(process => Until(process, http, ct)));
    }

    private async Task Until(ServiceProcess process, HttpClient http, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            while (!await IsHealthy(process, http, patience.Token))
                await Task.Delay(Between, patience.Token);
            screen.Line($"[grey]{process.Name} is up (process {process.ProcessId}, {process.Address})[/]");
        }
        catch (OperationCanceledException error) when (!ct.IsCancellationRequested)
        {
            throw new FactoryException($"{process.Name} was not healthy within {Patience.TotalSeconds:0} s. The end of its log {process.Log}:\n{Tail(process.Log)}", error);
        }
    }

    private static async Task<bool> IsHealthy(ServiceProcess process, HttpClient http, CancellationToken ct)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(process.Address, "health"), ct);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or SocketException || (error is OperationCanceledException && !ct.IsCancellationRequested))
        {
            // Not there yet, or too busy to answer.
            return false;
        }
    }

    private static string Tail(string log) => File.Exists(log) ? string.Join('\n', File.ReadLines(log).TakeLast(10)) : "(none)";
}
