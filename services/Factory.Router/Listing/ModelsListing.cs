using Factory.Router.Casting;
using Factory.Router.Choosing;
using Factory.Settings;

namespace Factory.Router.Listing;

/// <summary>Lists models for people.</summary>
public static class ModelsListing
{
    /// <summary>What a file says, read without a factory that is up. Keys are not looked for: they are the router's.</summary>
    /// <param name="path">Null for none.</param>
    /// <exception cref="SettingsFileException">The file cannot be read, or something in it is wrong.</exception>
    public static ModelsView Offline(string? path)
    {
        if (path is null)
            return View(PresentFile.None, health: null);
        var tree = YamlTree.Read(path, ModelsFile.Content(path));
        var file = ModelsFileKind.Instance.Read(tree);
        var settings = RecordedSettings.Write((SettingsMap)tree);
        return View(new PresentFile(file, path, settings, RecordedSettings.Hash(settings), null), health: null);
    }

    internal static ModelsView View(PresentFile present, EndpointHealth? health)
    {
        var cast = present.File.Cast;
        return new ModelsView(
            present.Path, present.Hash, present.Problem, health is not null,
            [.. cast.Models.Values.Where(model => model.Provider != Provider.Mechanic).Select(model => View(model, health))],
            [.. cast.Roles.Select(role => new RoleView(role.Key, role.Value.Models, role.Value.Escalate, role.Value.Policy, role.Value.Effort))]);
    }

    private static ModelView View(CastModel model, EndpointHealth? health)
    {
        var (state, detail) = health is null ? ("unknown", null) : Health(model, health.Of(model));
        var price = model.Price.IsKnown ? model.Price : null;
        return new ModelView(
            model.Name, ModelKind.WordOf(model.Provider), model.Model, price?.InputUsd, price?.CachedInputUsd, price?.OutputUsd, model.ContextTokens, model.MaxOutputTokens,
            model.Region, model.SelfHosted, model.Performance, model.Speed, state, detail);
    }

    private static (string State, string? Detail) Health(CastModel model, Circuit circuit)
    {
        try
        {
            _ = model.KeySource.Find();
        }
        catch (KeyMissing missing)
        {
            return ("no key", missing.Message);
        }

        return (circuit.RestLeft is not null ? "resting" : circuit.LastFailure is not null ? "failing" : "ok", circuit.LastFailure);
    }
}
