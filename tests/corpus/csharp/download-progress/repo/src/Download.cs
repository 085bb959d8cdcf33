namespace Net;

public sealed class Download(long size)
{
    public long Received { get; private set; }

    public void Receive(long bytes) => Received = Math.Min(size, Received + bytes);

    public double Part => size == 0 ? 1 : Received / size;

    public int Percent => (int)(Part * 100);

    public string Bar(int width)
    {
        var filled = (int)(Part * width);
        return $"[{new string('=', filled)}{new string(' ', width - filled)}] {Percent} %";
    }

    public TimeSpan? Left(double seconds) => Received == 0 ? null : TimeSpan.FromSeconds(Math.Round(seconds / Part - seconds));
}
