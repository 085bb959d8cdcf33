using Factory.Settings;

namespace Factory.Router.Casting;

/// <summary>What an operator says that a model can.</summary>
internal sealed class CapabilitiesKind : SectionKind<Capabilities>
{
    private static readonly SettingsKey<bool> Tools = new("tools", FlagKind.Instance, "Native tool calls.");
    private static readonly SettingsKey<bool> ParallelCalls = new("parallelCalls", FlagKind.Instance, "More than one tool call in an answer.");
    private static readonly SettingsKey<bool> JsonSchema = new("jsonSchema", FlagKind.Instance, "Answers that are held to a JSON schema.");
    private static readonly SettingsKey<bool> Streaming = new("streaming", FlagKind.Instance, "Answers that come in pieces.");
    private static readonly SettingsKey<Dialect> DialectKey = new(
        "dialect",
        new WordKind<Dialect>(("native-tools", Dialect.NativeTools), ("tagged-text", Dialect.TaggedText), ("shell-loop", Dialect.ShellLoop)),
        "How tools are spoken of: by native tool calls, in tagged text, or as a plain shell.");

    public CapabilitiesKind()
        : base(Tools, ParallelCalls, JsonSchema, Streaming, DialectKey)
    {
    }

    protected override Capabilities Read(SettingsMap map) =>
        new(Flag(map, Tools), Flag(map, ParallelCalls), Flag(map, JsonSchema), Flag(map, Streaming), map.Has(DialectKey) ? map.Need(DialectKey) : null);

    private static bool? Flag(SettingsMap map, SettingsKey<bool> key) => map.Has(key) ? map.Need(key) : null;
}

/// <summary>As the operator says; null where the model's card decides.</summary>
internal sealed record Capabilities(bool? Tools, bool? ParallelCalls, bool? JsonSchema, bool? Streaming, Dialect? Dialect)
{
    public static readonly Capabilities AsProbed = new(null, null, null, null, null);
}
