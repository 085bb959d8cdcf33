using Factory.Contracts.Gateway;

namespace Factory.Contracts.History;

// The stream of a gateway key's day (type "gateway_day"). Written by the router alone, about once a second while the key is used.

/// <summary>Calls of people's own tools, in the order in which they ended.</summary>
/// <param name="KeyId">Whose key.</param>
/// <param name="Key">The key's name.</param>
/// <param name="Day">In UTC; the day on which the calls ended.</param>
public sealed record GatewayUsed(Guid KeyId, string Team, string Key, DateOnly Day, IReadOnlyList<GatewayCallMade> Calls);
