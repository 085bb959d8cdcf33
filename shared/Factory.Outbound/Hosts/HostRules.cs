namespace Factory.Outbound.Hosts;

/// <summary>The hosts that may be reached, by normalised name. None listed is none allowed.</summary>
public sealed class HostRules
{
    private readonly Dictionary<string, HostRule> _rules = new(StringComparer.Ordinal);

    /// <exception cref="OutboundRefused">An entry is wrong; the message says which and why.</exception>
    public HostRules(IEnumerable<HostRule> rules)
    {
        foreach (var rule in rules)
        {
            var name = Normalised(rule);
            if (rule.Ports.Any(port => port is < 1 or > 65_535))
                throw new OutboundRefused($"the host '{rule.Name}' has a port that is none: use 1 to 65535");
            if (!_rules.TryAdd(name, rule with { Name = name }))
                throw new OutboundRefused($"the host '{rule.Name}' stands there twice");
        }
    }

    /// <summary>The entries, with normalised names.</summary>
    public IReadOnlyCollection<HostRule> All => _rules.Values;

    /// <summary>The entry of a normalised name; null for none.</summary>
    internal HostRule? Find(string host) => _rules.GetValueOrDefault(host);

    private static string Normalised(HostRule rule)
    {
        try
        {
            return HostName.Of(rule.Name);
        }
        catch (OutboundRefused refused)
        {
            throw new OutboundRefused($"the host '{rule.Name}' cannot be used: {refused.Message}", refused);
        }
    }
}
