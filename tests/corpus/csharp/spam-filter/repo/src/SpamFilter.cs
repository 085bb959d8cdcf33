namespace Mail;

public sealed class SpamFilter(IReadOnlyDictionary<string, int> words, int threshold)
{
    private readonly HashSet<string> _allowed = new(StringComparer.OrdinalIgnoreCase);

    public void Allow(string sender) => _allowed.Add(sender);

    public int Score(string text)
    {
        var score = 0;
        foreach (var word in text.Split([' ', ',', '.', '!'], StringSplitOptions.RemoveEmptyEntries))
        {
            score += words.GetValueOrDefault(word.ToLowerInvariant());
        }

        return score;
    }

    public bool IsSpam(string sender, string text)
    {
        if (!_allowed.Contains(sender))
        {
            return false;
        }

        return Score(text) >= threshold;
    }
}
