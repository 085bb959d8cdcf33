using System.Text;

namespace Factory.Emulators.Hosting;

/// <summary>
/// The emulator of GitHub makes commits up, since it speaks no git. What goes in names the made-up commit in place of the real one, what comes out the real one.
/// </summary>
internal sealed class CommitMap
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _madeUp = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _real = new(StringComparer.Ordinal);

    public void Add(string real, string madeUp)
    {
        lock (_lock)
            (_madeUp[real], _real[madeUp]) = (madeUp, real);
    }

    /// <summary>A pull request goes on naming the commit that it was opened with: it is shown as the newest of its branch.</summary>
    public void Show(string madeUp, string real)
    {
        lock (_lock)
            _real[madeUp] = real;
    }

    public string? MadeUp(string real)
    {
        lock (_lock)
            return _madeUp.GetValueOrDefault(real);
    }

    public string In(string text) => Exchange(text, _madeUp);

    public string Out(string text) => Exchange(text, _real);

    private string Exchange(string text, Dictionary<string, string> names)
    {
        lock (_lock)
        {
            var exchanged = new StringBuilder(text);
            foreach (var (from, to) in names)
                exchanged.Replace(from, to);
            return exchanged.ToString();
        }
    }
}
