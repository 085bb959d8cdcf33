namespace Factory.Publisher.Connecting;

/// <summary>What was found so far.</summary>
internal sealed class Findings(string of)
{
    private readonly List<ConnectionFinding> _all = [];

    public IReadOnlyList<ConnectionFinding> All => _all;

    public void Good(string step, string found) => _all.Add(new ConnectionFinding(of, step, Ok: true, found));

    public void Bad(string step, string found, string toDo) => _all.Add(new ConnectionFinding(of, step, Ok: false, found, toDo));

    public void Unknown(string step, string found, string toDo) => _all.Add(new ConnectionFinding(of, step, Ok: null, found, toDo));
}
