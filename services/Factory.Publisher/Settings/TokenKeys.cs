using Factory.Settings;

namespace Factory.Publisher.Settings;

/// <summary>The two keys that say where a token is: in a file, or in an environment variable.</summary>
/// <param name="what">Whose token, for the description.</param>
internal sealed class TokenKeys(string what)
{
    public SettingsKey<string> File { get; } = new("tokenFile", SecretFiles.PathKind, $"A file that holds {what} and nothing else.");

    public SettingsKey<string> Environment { get; } = new("tokenEnvironment", new TextKind("[A-Za-z_][A-Za-z0-9_]{0,199}", "the name of an environment variable"), $"The environment variable that holds {what}.");

    /// <exception cref="SettingsFileException">None of the two is written, or both, or there is no token.</exception>
    public KeySource Read(SettingsMap map)
    {
        if (map.Has(File) == map.Has(Environment))
            throw map.WrongAt(File, "name the token by tokenFile or by tokenEnvironment, one of them.");
        var token = new KeySource(map.Get(File, null), map.Get(Environment, null));
        try
        {
            _ = token.Find();
            return token;
        }
        catch (KeyMissing error)
        {
            throw map.WrongAt(map.Has(File) ? File : Environment, error.Message);
        }
    }
}
