using System.Text.Json.Nodes;
using Factory.Router.Ledger;
using Factory.Settings;

namespace Factory.Router.Casting;

/// <summary>The whole of <c>factory.models.yaml</c>.</summary>
internal sealed class ModelsFileKind : SectionKind<ModelsFile>
{
    private static readonly SettingsKey<Budgets> BudgetsKey = new("budgets", new BudgetsKind(), "What the organisation and its teams may use of models. A mission's own limit holds besides.");

    /// <summary>After the keys that it is made of.</summary>
    public static readonly ModelsFileKind Instance = new();

    private ModelsFileKind()
        : base([.. CastKind.Keys, BudgetsKey])
    {
    }

    /// <summary>The schema that is published as <c>docs/factory.models.schema.json</c>.</summary>
    public JsonObject PublishedSchema()
    {
        var schema = Schema();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "factory.models.yaml");
        return schema;
    }

    protected override ModelsFile Read(SettingsMap map) => new(CastReader.Read(map)) { Budgets = map.Get(BudgetsKey, Budgets.None) };
}
