using System.Text.Json;
using System.Text.Json.Serialization;

namespace Factory.Publisher.GitHub.Asking;

/// <summary>How GitHub writes JSON.</summary>
internal static class GitHubJson
{
    private const int Deepest = 64;

    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = Deepest,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };
}
