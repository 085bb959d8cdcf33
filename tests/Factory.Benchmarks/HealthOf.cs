using Factory.Cli.Services;

namespace Factory.Benchmarks;

/// <summary>Whether a process of the factory is up.</summary>
internal static class HealthOf
{
    /// <summary>Waits until the process says that it is well; at most two minutes.</summary>
    public static async Task Answers(ServiceProcess process, CancellationToken ct)
    {
        using var http = new HttpClient();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(process.Address, "health"), patience.Token);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not there yet.
            }

            await Task.Delay(100, patience.Token);
        }
    }
}
