using Factory.Settings;

namespace Factory.Router.Casting;

/// <summary>Reads who plays what and checks it as a whole, so that a mistake shows where it was made and not in a mission.</summary>
internal sealed class CastReader
{
    private readonly SettingsMap map;
    private readonly Dictionary<string, CastModel> models = new(StringComparer.Ordinal) { [CastModel.MechanicName] = CastModel.Mechanic };
    private readonly Dictionary<string, ChoosingPolicy> policies;

    private CastReader(SettingsMap map)
    {
        this.map = map;
        policies = map.Get(CastKind.PoliciesKey, []).ToDictionary(policy => policy.Name, policy => policy.Value, StringComparer.Ordinal);
    }

    /// <exception cref="SettingsFileException">Something in it is wrong.</exception>
    public static Cast Read(SettingsMap map) => new CastReader(map).Read();

    private Cast Read()
    {
        foreach (var model in map.Get(CastKind.ModelsKey, []))
        {
            if (model.Name.StartsWith("builtin/", StringComparison.Ordinal))
                throw model.Node.Wrong($"names that start with builtin/ are built in ({CastModel.MechanicName}) and cannot be defined; choose another name.");
            models.Add(model.Name, model.Value with { Name = model.Name });
        }

        var roles = map.Get(CastKind.RolesKey, []);
        foreach (var role in roles)
            Check(role);
        var repositories = map.Get(CastKind.RepositoriesKey, []);
        return new Cast(models, roles.ToDictionary(role => role.Name, role => role.Value, StringComparer.Ordinal), policies, Rules(repositories), repositories);
    }

    private List<CastingRule> Rules(IReadOnlyList<RepositoryLabels> repositories)
    {
        var rules = map.Get(CastKind.RulesKey, []).Select((rule, index) => rule with { Number = index + 1 }).ToList();
        foreach (var rule in rules)
        {
            foreach (var name in (rule.Only?.Models ?? []).Concat(rule.Cast.Values.SelectMany(role => role.Everyone)))
                Known(name, RuleNode(rule));
            foreach (var policy in rule.Cast.Values.Select(role => role.Policy))
                KnownPolicy(policy, RuleNode(rule));
            foreach (var role in rule.When.Roles.Concat(rule.Cast.Keys))
                NotMistyped(role, RuleNode(rule));
        }

        // A label that is mistyped on one side would leave code unprotected without a word.
        var given = repositories.SelectMany(repository => repository.Sensitivity).ToHashSet(StringComparer.Ordinal);
        foreach (var rule in rules.Where(rule => rule.When.Sensitivity.Any(label => !given.Contains(label))))
            throw RuleNode(rule).Wrong($"no repository has the label {rule.When.Sensitivity.First(label => !given.Contains(label))}. Write it under repositories, or correct it here.");
        given.ExceptWith(rules.SelectMany(rule => rule.When.Sensitivity));
        return given.Count == 0 ? rules : throw map.WrongAt(CastKind.RepositoriesKey, $"no rule is about the label {given.Order(StringComparer.Ordinal).First()}. Write a rule for it, or correct it here.");
    }

    private void Check(Named<RoleCast> role)
    {
        NotMistyped(role.Name, role.Node);
        foreach (var name in role.Value.Everyone)
            Known(name, role.Node);
        KnownPolicy(role.Value.Policy, role.Node);
    }

    private void Known(string model, SettingsNode at)
    {
        if (!models.ContainsKey(model))
            throw at.Wrong($"there is no model \"{model}\". The models are {string.Join(", ", models.Keys.Order(StringComparer.Ordinal))}.");
    }

    private void KnownPolicy(string? policy, SettingsNode at)
    {
        if (policy is not null && !policies.ContainsKey(policy))
            throw at.Wrong($"there is no policy \"{policy}\". The policies are {string.Join(", ", policies.Keys.Order(StringComparer.Ordinal))}.");
    }

    /// <summary>Skills name roles of their own, so any name is one; not one that is a slip of the pen away from a built-in one.</summary>
    private static void NotMistyped(string role, SettingsNode at)
    {
        if (!Cast.KnownRoles.Contains(role) && Cast.KnownRoles.FirstOrDefault(known => OneSlipApart(role, known)) is { } meant)
            throw at.Wrong($"there is no role of this name. Did you mean {meant}? The built-in roles are {string.Join(", ", Cast.KnownRoles)}.");
    }

    /// <summary>One letter more, less or other, or two exchanged.</summary>
    private static bool OneSlipApart(string one, string other)
    {
        var (shorter, longer) = one.Length <= other.Length ? (one, other) : (other, one);
        if (longer.Length - shorter.Length > 1)
            return false;
        var same = shorter.Zip(longer).TakeWhile(pair => pair.First == pair.Second).Count();
        return longer.Length > shorter.Length
            ? shorter[same..] == longer[(same + 1)..]
            : shorter[(same + 1)..] == longer[(same + 1)..]
                || (same + 1 < shorter.Length && shorter[same] == longer[same + 1] && shorter[same + 1] == longer[same] && shorter[(same + 2)..] == longer[(same + 2)..]);
    }

    private SettingsNode RuleNode(CastingRule rule) => map.Node(CastKind.RulesKey) is SettingsList list ? list.Items[rule.Number - 1] : map;
}
