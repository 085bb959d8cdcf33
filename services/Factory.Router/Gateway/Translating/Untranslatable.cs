using System.Text.Json;
using Factory.Router.Gateway.Requests;

namespace Factory.Router.Gateway.Translating;

/// <summary>Refuses what another protocol has no words for: leaving it out would be another request.</summary>
internal static class Untranslatable
{
    public static RequestRefused That(string what) =>
        RequestRefused.Invalid($"{what} cannot be translated for this model, which speaks another protocol. Leave it out, or ask a model that speaks yours.");

    /// <summary>Refuses members that are neither read nor without effect.</summary>
    public static void RefuseOthers(JsonElement request, HashSet<string> known)
    {
        foreach (var member in request.EnumerateObject())
        {
            if (!known.Contains(member.Name) && member.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.False))
            {
                throw That(member.Name);
            }
        }
    }

    public static RequestRefused Malformed(string where) => RequestRefused.Invalid($"{where} is not as this protocol has it.");
}
