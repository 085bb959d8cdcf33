using System.Text.Json;

namespace Factory.Router.Protocols;

/// <summary>A protocol's words for an answer.</summary>
internal interface IAnswerReader
{
    /// <summary>Reads an answer that came in one piece.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    /// <exception cref="ProviderError">It says what went wrong.</exception>
    void Whole(JsonElement answer, AnswerDraft draft);

    /// <summary>Reads one event of a streamed answer.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    /// <exception cref="ProviderError">It says what went wrong.</exception>
    void Event(string type, JsonElement data, AnswerDraft draft);
}

/// <summary>A provider says in its answer that it cannot answer.</summary>
/// <param name="status">HTTP status that it names; null for none.</param>
internal sealed class ProviderError(int? status, string code, string message) : Exception(message)
{
    public int? Status => status;

    /// <summary>Its code and its type, as far as it gave them.</summary>
    public string Code => code;

    /// <summary>From the object that all providers call <c>error</c>.</summary>
    public static ProviderError From(JsonElement error) => error.ValueKind == JsonValueKind.Object
        ? new ProviderError(
            error.Number("code") is { } number and > 0 and < 1000 ? (int)number : null,
            $"{error.Text("code")} {error.Text("type")}".Trim(),
            error.Text("message") ?? error.GetRawText())
        : new ProviderError(null, "", error.ValueKind == JsonValueKind.String ? error.GetString()! : error.GetRawText());
}
