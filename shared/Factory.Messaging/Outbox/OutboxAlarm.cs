namespace Factory.Messaging.Outbox;

/// <summary>Wakes the relay before its next look when something is due sooner.</summary>
internal sealed class OutboxAlarm(TimeProvider time)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _earlier = New();
    private DateTimeOffset _next = DateTimeOffset.MaxValue;

    /// <param name="due">Null for now.</param>
    public void Set(DateTimeOffset? due)
    {
        var at = due ?? DateTimeOffset.MinValue;
        lock (_lock)
        {
            if (at >= _next)
                return;
            _next = at;
            _earlier.TrySetResult();
        }
    }

    /// <summary>Waits until something is due that <see cref="Set"/> knows of, but no longer than the interval.</summary>
    public async Task Wait(TimeSpan interval, CancellationToken ct)
    {
        var end = time.GetUtcNow() + interval;
        while (Remaining(end) is var (wait, earlier) && wait > TimeSpan.Zero)
        {
            using var timer = CancellationTokenSource.CreateLinkedTokenSource(ct);
            await Task.WhenAny(Task.Delay(wait, time, timer.Token), earlier);
            await timer.CancelAsync();
            ct.ThrowIfCancellationRequested();
        }

        lock (_lock)
        {
            if (_next <= time.GetUtcNow())
                _next = DateTimeOffset.MaxValue;
        }
    }

    private (TimeSpan Wait, Task Earlier) Remaining(DateTimeOffset end)
    {
        lock (_lock)
        {
            if (_earlier.Task.IsCompleted)
                _earlier = New();
            return ((_next < end ? _next : end) - time.GetUtcNow(), _earlier.Task);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
