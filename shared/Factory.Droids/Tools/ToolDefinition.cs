using System.Text.Json;

namespace Factory.Droids.Tools;

/// <summary>What a model is told about a tool.</summary>
/// <param name="Name">Unique; lower case with underscores.</param>
/// <param name="Description">When and how to use it, for a model.</param>
/// <param name="Parameters">JSON schema of the arguments (an object).</param>
public sealed record ToolDefinition(string Name, string Description, JsonElement Parameters);
