using Factory.Router.Models;

namespace Factory.Router.Choosing;

/// <summary>
/// The health of one endpoint, shared by all calls of this process. After some failures in a row it rests; then one call tries it while others wait or go
/// elsewhere. Safe for use by many threads.
/// </summary>
internal sealed class Circuit(TimeProvider time)
{
    private const int FailuresInARow = 5;
    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);

    /// <summary>A model may think for minutes: a trial that has not failed in this time lets others through.</summary>
    private static readonly TimeSpan LongestTrial = TimeSpan.FromSeconds(30);

    private static readonly Task Never = new TaskCompletionSource().Task;

    private readonly Lock gate = new();
    private readonly HashSet<Guid> suspects = [];
    private TaskCompletionSource? trial;
    private TimeSpan until;
    private TimeSpan rest;
    private int failures;

    /// <summary>How long it still rests; null when it does not. Zero while it is being tried.</summary>
    public TimeSpan? RestLeft
    {
        get
        {
            lock (gate)
            {
                var left = until - Now;
                return rest == TimeSpan.Zero ? null : left > TimeSpan.Zero ? left : trial is null || -left >= LongestTrial ? null : TimeSpan.Zero;
            }
        }
    }

    /// <summary>Why it rests, or failed last; null when the last call was answered.</summary>
    public string? LastFailure { get; private set; }

    /// <summary>Since some moment: a clock that is set anew neither prolongs a rest nor ends it.</summary>
    private TimeSpan Now => time.GetElapsedTime(0);

    /// <summary>Whether a call may go out now. After a rest true for one, until its outcome is told.</summary>
    public bool TryEnter()
    {
        lock (gate)
        {
            if (rest == TimeSpan.Zero)
                return true;
            if (Now < until)
                return false;
            if (trial is not null && Now < until + LongestTrial)
                return false;
            trial ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return true;
        }
    }

    /// <summary>Waits until a call may go out.</summary>
    /// <returns>False when that took longer than <paramref name="patience"/>.</returns>
    public async Task<bool> Enter(TimeSpan patience, CancellationToken cancellationToken)
    {
        var deadline = Now + patience;
        while (!TryEnter())
        {
            var now = Now;
            if (now >= deadline)
                return false;
            var (tried, wait) = Waiting(now);
            var left = wait < deadline - now ? wait : deadline - now;
            await Task.WhenAny(tried, Task.Delay(left, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }

        return true;
    }

    /// <summary>It answered, whatever it said.</summary>
    public void Answered()
    {
        lock (gate)
        {
            (failures, rest, LastFailure) = (0, TimeSpan.Zero, null);
            suspects.Clear();
            EndTrial();
        }
    }

    /// <summary>It did not answer.</summary>
    /// <param name="suspect">
    /// Whose request may itself be the reason; null where it cannot. Of one caller such failures count once until the endpoint answers, so that what one asks for does not shut it for all.
    /// </param>
    public void Failed(ModelFailure failure, Guid? suspect = null)
    {
        lock (gate)
        {
            LastFailure = failure.Message;
            var counts = suspect is not { } caller || suspects.Add(caller);
            failures += counts ? 1 : 0;
            if (counts && failures >= FailuresInARow && (rest == TimeSpan.Zero || Now >= until))
            {
                rest = rest == TimeSpan.Zero ? FirstRest : rest * 2 < LongestRest ? rest * 2 : LongestRest;
                until = Now + rest;
            }

            EndTrial();
        }
    }

    /// <summary>The call was given up here: nothing is known. Another may try.</summary>
    public void GivenUp()
    {
        lock (gate)
            EndTrial();
    }

    private (Task Tried, TimeSpan Wait) Waiting(TimeSpan now)
    {
        lock (gate)
        {
            var wait = trial is null ? until - now : until + LongestTrial - now;
            return (trial?.Task ?? Never, wait > TimeSpan.Zero ? wait : TimeSpan.FromMilliseconds(1));
        }
    }

    private void EndTrial()
    {
        trial?.TrySetResult();
        trial = null;
    }
}
