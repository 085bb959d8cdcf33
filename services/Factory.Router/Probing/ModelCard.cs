using System.Security.Cryptography;
using System.Text;
using Factory.Contracts;
using Factory.Contracts.History;
using Factory.Router.Casting;

namespace Factory.Router.Probing;

/// <summary>What a model was seen to do.</summary>
/// <param name="ContextTokens">The longest input it took; null when that was not tried.</param>
internal sealed record ModelCard(Dialect Dialect, bool ParallelCalls, bool JsonSchema, bool Streaming, int? ContextTokens)
{
    private const int HexDigits = 16;

    private static readonly Guid Namespace = new("5b0c4a7e-8d64-4f0e-9a55-3f1f6b3a9c10");

    private static readonly Dictionary<string, Dialect> Dialects = new(StringComparer.Ordinal)
    {
        ["native-tools"] = Dialect.NativeTools,
        ["tagged-text"] = Dialect.TaggedText,
        ["shell-loop"] = Dialect.ShellLoop,
    };

    /// <summary>The stream of a model's cards.</summary>
    public static Guid IdOf(CastModel model) => Ids.Derive(Namespace, Subject(model));

    public static string HashOf(CastModel model) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Subject(model))))[..HexDigits];

    public static string NameOf(Dialect dialect) => Dialects.Single(known => known.Value == dialect).Key;

    /// <summary>Null for a try that failed.</summary>
    public static ModelCard? From(ModelProbed probed) =>
        probed.Failure is null && Dialects.TryGetValue(probed.Dialect, out var dialect)
            ? new ModelCard(dialect, probed.ParallelCalls, probed.JsonSchema, probed.Streaming, probed.ContextTokens)
            : null;

    private static string Subject(CastModel model) => $"{model.Provider} {model.BaseUrl?.AbsoluteUri.TrimEnd('/')} {model.Model}";
}
