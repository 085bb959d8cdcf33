namespace Factory.Router.Casting;

/// <summary>Reads and checks the whole casting, so that a mistake stops the start and not a mission.</summary>
internal sealed class CastingReader(CastingSource source)
{
    private const string ModelsKey = "Models";
    private const string RolesKey = "Roles";

    public static Cast Read(IConfiguration configuration) => new CastingReader(CastingSource.From(configuration)).Read();

    private Cast Read()
    {
        RefuseUnknown(source.Values, [ModelsKey, RolesKey]);
        var models = new Dictionary<string, CastModel>(StringComparer.Ordinal) { [CastModel.MechanicName] = CastModel.Mechanic };
        foreach (var section in source.Values.GetSection(ModelsKey).GetChildren())
        {
            models[section.Key] = section.Key == CastModel.MechanicName
                ? throw source.Wrong(KeyOf(section), $"{CastModel.MechanicName} is built in and cannot be defined; choose another name.")
                : new ModelReader(source, section, KeyOf(section)).Read();
        }

        var roles = source.Values.GetSection(RolesKey).GetChildren().ToDictionary(role => Role(role), role => Candidates(role, models), StringComparer.Ordinal);
        return new Cast(roles);
    }

    private string Role(IConfigurationSection section) =>
        Cast.Roles.FirstOrDefault(role => string.Equals(role, section.Key, StringComparison.OrdinalIgnoreCase))
        ?? throw source.Wrong(KeyOf(section), $"there is no role of this name. The roles are {string.Join(", ", Cast.Roles)}.");

    private IReadOnlyList<CastModel> Candidates(IConfigurationSection role, Dictionary<string, CastModel> models)
    {
        if (role.Value is { } single)
        {
            return [Named(single, KeyOf(role), models)];
        }

        RefuseUnknown(role, ["Model", "Fallbacks"]);
        var first = role["Model"] ?? throw source.Wrong(KeyOf(role), "Model is missing: write the name of a model.");
        var fallbacks = role.GetSection("Fallbacks").GetChildren().Select(fallback => Named(fallback.Value ?? "", KeyOf(fallback), models));
        return [.. fallbacks.Prepend(Named(first, $"{KeyOf(role)}:Model", models)).DistinctBy(model => model.Name)];
    }

    private CastModel Named(string name, string key, Dictionary<string, CastModel> models) =>
        models.TryGetValue(name, out var model)
            ? model
            : throw source.Wrong(key, $"there is no model \"{name}\". The models are {string.Join(", ", models.Keys.Order(StringComparer.Ordinal))}.");

    private void RefuseUnknown(IConfiguration section, string[] known)
    {
        foreach (var child in section.GetChildren().Where(child => !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            throw source.Wrong(KeyOf(child), $"unknown key. The keys here are {string.Join(", ", known)}.");
        }
    }

    /// <summary>A key below the source's root: the section's own path starts with the root's.</summary>
    private string KeyOf(IConfigurationSection section) =>
        source.Values is IConfigurationSection root ? section.Path[(root.Path.Length + 1)..] : section.Path;
}
