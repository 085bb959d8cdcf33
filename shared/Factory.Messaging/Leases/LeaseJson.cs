using System.Text;
using System.Text.Json;
using Factory.History;

namespace Factory.Messaging.Leases;

internal static class LeaseJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static string Write(object command) => Encoding.UTF8.GetString(JsonbText.Write(command, Options));

    public static TCommand Read<TCommand>(string payload)
        where TCommand : class =>
        JsonSerializer.Deserialize<TCommand>(payload, Options) ?? throw new JsonException($"A lease holds no {typeof(TCommand).Name}.");
}
