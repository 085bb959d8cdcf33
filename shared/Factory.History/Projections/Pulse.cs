namespace Factory.History.Projections;

/// <summary>Wakes those in this process that wait for read models to move on.</summary>
public sealed class Pulse
{
    private TaskCompletionSource next = New();

    /// <summary>Ends with the next beat.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    internal void Beat() => Interlocked.Exchange(ref next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
