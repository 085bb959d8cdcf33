namespace Factory.Settings;

/// <summary>Where a key is kept. Recorded with a mission's casting; the key itself never is.</summary>
/// <param name="File">Path of a file that holds the key and nothing else, for example a mounted secret.</param>
/// <param name="Environment">Name of an environment variable of the router.</param>
public sealed record KeySource(string? File, string? Environment)
{
    public static readonly KeySource None = new(null, null);

    /// <summary>The key as it is there now.</summary>
    /// <exception cref="KeyMissing">There is none; says where it was looked for.</exception>
    public ApiKey Find() => this switch
    {
        { Environment: { } variable } => Checked(System.Environment.GetEnvironmentVariable(variable), $"the environment variable {variable}", "is not set"),
        { File: { } file } => Checked(Read(file), $"the file {file}", "is empty"),
        _ => ApiKey.None,
    };

    private static ApiKey Checked(string? secret, string where, string missing)
    {
        var trimmed = secret?.Trim();
        return string.IsNullOrEmpty(trimmed) ? throw new KeyMissing($"{where} {missing}.")
            : trimmed.Any(character => char.IsControl(character) || character > '~') ? throw new KeyMissing($"what is in {where} has line breaks, control or other characters that no key has.")
            : new ApiKey(trimmed);
    }

    private static string Read(string file)
    {
        try
        {
            return System.IO.File.ReadAllText(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new KeyMissing($"the file {file} cannot be read: {error.Message}", error);
        }
    }
}

/// <summary>A key is not where it was said to be. The message holds no key.</summary>
public sealed class KeyMissing(string message, Exception? innerException = null) : Exception(message, innerException);
