namespace Factory.Publisher.GitHub.Asking;

/// <summary>Answers by what was asked, with their ETags: what did not change costs no request of the forge's limit. Bounded; the oldest use goes first.</summary>
internal sealed class AnswerCache(int mostBytes = 32 * 1024 * 1024, int largest = 1024 * 1024)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<(string Key, GitHubAnswer Answer)>> _known = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Key, GitHubAnswer Answer)> _byUse = new();
    private long _bytes;

    public GitHubAnswer? Find(string key)
    {
        lock (_gate)
        {
            if (!_known.TryGetValue(key, out var node))
                return null;
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Answer;
        }
    }

    public void Keep(string key, GitHubAnswer answer)
    {
        if (answer.ETag is null || answer.Body.Length > largest)
            return;
        lock (_gate)
        {
            if (_known.Remove(key, out var old))
                Forget(old);
            _known[key] = _byUse.AddFirst((key, answer));
            _bytes += answer.Body.Length;
            while (_bytes > mostBytes && _byUse.Last is { } last)
            {
                _known.Remove(last.Value.Key);
                Forget(last);
            }
        }
    }

    private void Forget(LinkedListNode<(string Key, GitHubAnswer Answer)> node)
    {
        _byUse.Remove(node);
        _bytes -= node.Value.Answer.Body.Length;
    }
}
