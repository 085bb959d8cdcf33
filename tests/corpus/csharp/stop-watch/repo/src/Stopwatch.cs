namespace Timing;

/// <summary>Time is handed in, in seconds.</summary>
public sealed class Stopwatch
{
    private double _sum;
    private double? _since;

    public bool IsRunning => _since is not null;

    public void Start(double now)
    {
        _since ??= now;
    }

    public void Stop(double now)
    {
        if (_since is { } since)
        {
            _sum += now - since;
        }
    }

    public double Elapsed(double now) => _sum + (_since is { } since ? now - since : 0);

    public void Reset()
    {
        _sum = 0;
        _since = null;
    }
}
