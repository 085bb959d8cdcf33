namespace Browser;

public sealed class BrowserHistory(string home)
{
    private readonly List<string> _pages = [home];
    private int _at;

    public string Current => _pages[_at];

    public void Visit(string page)
    {
        _pages.RemoveRange(_at + 1, _pages.Count - _at - 1);
        _pages.Add(page);
        _at++;
    }

    public bool Back()
    {
        if (_at == -1)
        {
            return false;
        }

        _at--;
        return true;
    }

    public bool Forward()
    {
        if (_at + 1 >= _pages.Count)
        {
            return false;
        }

        _at++;
        return true;
    }
}
