namespace Factory.Router.Listing;

/// <summary>The models and roles that missions which start now are cast with.</summary>
/// <param name="File">Path of the models file; null where there is none and the mechanic plays every role.</param>
/// <param name="Hash">Of the settings, as missions record it.</param>
/// <param name="Problem">Why what is in the file now is not used; null where it is.</param>
/// <param name="Live">Whether a running router says so; else it is read from the file alone, and nothing is known of health.</param>
public sealed record ModelsView(string? File, string Hash, string? Problem, bool Live, IReadOnlyList<ModelView> Models, IReadOnlyList<RoleView> Roles);

/// <param name="InputUsdPerMillion">US dollars per million input tokens; null for unknown: the model is not called.</param>
/// <param name="CachedInputUsdPerMillion">As of <paramref name="InputUsdPerMillion"/>, of input from the provider's cache.</param>
/// <param name="OutputUsdPerMillion">As of <paramref name="InputUsdPerMillion"/>.</param>
/// <param name="Region">Null for unknown.</param>
/// <param name="Performance">0 to 1; null for unknown.</param>
/// <param name="Speed">Output tokens a second; null for unknown.</param>
/// <param name="Health">ok, failing, resting, no key or unknown; of one router's process.</param>
/// <param name="Detail">What failed last, or what is missing; null for nothing.</param>
public sealed record ModelView(
    string Name, string Provider, string Model, decimal? InputUsdPerMillion, decimal? CachedInputUsdPerMillion, decimal? OutputUsdPerMillion, int ContextTokens, int MaxOutputTokens,
    string? Region, bool SelfHosted, double? Performance, double? Speed, string Health, string? Detail);

/// <param name="Models">The first choice, then the fallbacks.</param>
/// <param name="Escalate">Stronger models for runs that struggle.</param>
/// <param name="Policy">Null for the order of <paramref name="Models"/>.</param>
public sealed record RoleView(string Role, IReadOnlyList<string> Models, IReadOnlyList<string> Escalate, string? Policy, string? Effort);
