namespace Factory.Messaging.Consuming;

/// <summary>What is done before a message can be handled or given up: as long as the database is away it waits, and the message is not acknowledged before.</summary>
internal static class Patiently
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <param name="away">Told each time why the database did not do it.</param>
    public static async Task<T> Do<T>(Func<Task<T>> ask, Action<string> away, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (Exception error) when (Failure.KindOf(error) == FailureKind.Away)
            {
                away(error.Message);
                await Task.Delay(Patience, ct);
            }
        }
    }
}
