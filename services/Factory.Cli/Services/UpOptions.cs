namespace Factory.Cli.Services;

/// <summary>What <c>up</c> was asked for.</summary>
internal sealed record UpOptions(string DataFolder, int Port, Uri? RabbitMq, string? Postgres, IReadOnlyDictionary<string, int> Replicas);
