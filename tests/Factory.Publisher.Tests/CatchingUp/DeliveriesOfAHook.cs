using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Factory.Publisher.Tests.Fixtures;
using Microsoft.AspNetCore.Http;

namespace Factory.Publisher.Tests.CatchingUp;

/// <summary>
/// The deliveries of a webhook as GitHub shows them: newest first, a few a page, the next page by a cursor that nobody can guess; of an App only to who proves to be it. Each
/// answer is the description's own example with other values.
/// </summary>
internal sealed class DeliveriesOfAHook(ScriptedForge forge, string template)
{
    private const int PageSize = 2;

    private readonly List<(long Id, string Guid, int Status, DateTimeOffset At)> all = [];

    public void Add(string guid, int status, DateTimeOffset at) => all.Insert(0, (9_007_199_254_740_993 + all.Count, guid, status, at));

    /// <summary>Ids of the deliveries whose content was asked for.</summary>
    public IEnumerable<string> Fetched => forge.SeenOf("GET", "/deliveries/[0-9]+$").Select(asked => Guid(asked.Path));

    /// <param name="root">Where the webhook is, for example <c>/app/hook</c>.</param>
    /// <param name="pagesBelow">Where the links to further pages lead.</param>
    public DeliveriesOfAHook At(string root, string pagesBelow)
    {
        forge.On("GET", $"{root}/deliveries$", (context, asked) => LetIn(context, asked, async () =>
        {
            var from = Cursor(asked.Query) is { } cursor ? all.FindIndex(delivery => CursorTo(delivery.Id) == cursor) : 0;
            if (from + PageSize < all.Count)
                context.Response.Headers.Link = $"<{forge.Address}api/v3{pagesBelow}/deliveries?per_page=100&cursor={CursorTo(all[from + PageSize].Id)}>; rel=\"next\"";
            var example = (await ScriptedForge.Example("get", template, 200))[0]!;
            return new JsonArray([.. all.Skip(from).Take(PageSize).Select(delivery => Shown(example.DeepClone(), delivery))]);
        }));
        forge.On("GET", $"{root}/deliveries/[0-9]+$", (context, asked) => LetIn(context, asked, async () => await ScriptedForge.Example("get", $"{template}/{{delivery_id}}", 200, whole =>
        {
            Shown(whole, all.Single(delivery => delivery.Guid == Guid(asked.Path)));
            whole["request"]!["payload"] = new JsonObject { ["about"] = Guid(asked.Path) };
        })));
        return this;
    }

    private async Task LetIn(HttpContext context, Asked asked, Func<Task<JsonNode>> answer)
    {
        var isLetIn = !template.StartsWith("/app/", StringComparison.Ordinal) || IsApp(asked.Authorization!["Bearer ".Length..]);
        context.Response.StatusCode = isLetIn ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(isLetIn ? (await answer()).ToJsonString() : """{"message":"A JSON web token could not be decoded"}""");
    }

    private bool IsApp(string token) => token.Split('.') is [var header, var claims, var signature]
        && forge.Key.VerifyData(Encoding.ASCII.GetBytes($"{header}.{claims}"), System.Buffers.Text.Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    private string Guid(string path) => all.Single(delivery => path.EndsWith($"/{delivery.Id.ToString(CultureInfo.InvariantCulture)}", StringComparison.Ordinal)).Guid;

    private static JsonNode Shown(JsonNode shown, (long Id, string Guid, int Status, DateTimeOffset At) delivery)
    {
        (shown["id"], shown["guid"], shown["status_code"]) = (delivery.Id, delivery.Guid, delivery.Status);
        shown["delivered_at"] = delivery.At.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        return shown;
    }

    private static string CursorTo(long id) => $"v1_{Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(id)))[..12]}";

    private static string? Cursor(string query) => query.TrimStart('?').Split('&').FirstOrDefault(pair => pair.StartsWith("cursor=", StringComparison.Ordinal))?["cursor=".Length..];
}
