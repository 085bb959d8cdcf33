using System.Runtime.CompilerServices;
using Factory.Router.Casting;
using Factory.Router.Choosing;
using Factory.Router.Gateway.Forwarding;
using Factory.Router.Gateway.Requests;
using Factory.Settings;

namespace Factory.Router.Gateway;

/// <summary>The models that people's tools may name: those of the casting, and the roles that it casts.</summary>
internal sealed class GatewayModels(ModelsFiles files, Chooser chooser)
{
    private const string RolePrefix = "role:";

    /// <summary>By the model itself: a casting that changed has others, and those before are let go with it.</summary>
    private readonly ConditionalWeakTable<CastModel, Upstream> upstreams = [];

    /// <summary>As the models file is, a second ago at most.</summary>
    private Cast Present => files.Recent.File.Cast;

    /// <summary>What a request may name, in the order it is listed.</summary>
    public IReadOnlyList<string> Names =>
    [
        .. Present.Models.Values.Where(model => IsCallable(model) && chooser.WhyNotForPeople(Present, model) is null).Select(model => model.Name).Order(StringComparer.Ordinal),
        .. Cast.KnownRoles.Where(role => chooser.ForPeople(Present, role).Any(IsCallable)).Select(role => RolePrefix + role),
    ];

    /// <summary>The models to ask, in their order.</summary>
    /// <exception cref="RequestRefused">Nothing is cast that way.</exception>
    public IReadOnlyList<Upstream> Find(string name)
    {
        IReadOnlyList<CastModel> models = name.StartsWith(RolePrefix, StringComparison.Ordinal)
            ? Cast.KnownRoles.Contains(name[RolePrefix.Length..], StringComparer.Ordinal) ? chooser.ForPeople(Present, name[RolePrefix.Length..]) : []
            : Present.Models.TryGetValue(name, out var named) ? [Allowed(named)] : [];
        List<Upstream> found = [.. models.Where(IsCallable).Select(model => upstreams.GetValue(model, static model => new Upstream(model with { Key = model.KeySource.Find() })))];
        return found.Count > 0
            ? found
            : throw new RequestRefused(StatusCodes.Status404NotFound, "model_not_found", $"There is no model '{name}' here. There are: {string.Join(", ", Names)}.");
    }

    /// <exception cref="RequestRefused">A rule, or an unknown price, forbids it.</exception>
    private CastModel Allowed(CastModel model) => chooser.WhyNotForPeople(Present, model) is { } why
        ? throw new RequestRefused(StatusCodes.Status403Forbidden, "model_not_allowed", $"{model.Name} may not be asked here: {why}.")
        : model;

    /// <summary>The mechanic plays roles of the factory and speaks no protocol.</summary>
    private static bool IsCallable(CastModel model) => model.Provider != Provider.Mechanic;
}
