using System.Text.RegularExpressions;

namespace Factory.Publisher.Settings;

/// <summary>A repository of a forge, read from the address that missions name it by.</summary>
/// <param name="Host">With the port where it is not the scheme's own.</param>
internal sealed partial record RepositoryAddress(string Host, string Owner, string Name)
{
    public string FullName => $"{Owner}/{Name}";

    /// <summary>Null where the text is the path of a local repository, or no address that the factory writes: it is never guessed at.</summary>
    public static RepositoryAddress? Of(string address) =>
        Pattern().Match(address) is { Success: true } match && match.Groups["name"].Value is not ("." or "..") && match.Groups["owner"].Value is not ("." or "..")
            ? new RepositoryAddress(match.Groups["host"].Value, match.Groups["owner"].Value, match.Groups["name"].Value)
            : null;

    public override string ToString() => FullName;

    [GeneratedRegex(@"\A(?:https?|ssh)://(?:git@)?(?<host>[a-z0-9][a-z0-9.-]{0,252}(?::[0-9]{1,5})?)/(?<owner>[A-Za-z0-9._-]{1,100})/(?<name>[A-Za-z0-9._-]{1,100}?)(?:\.git)?/?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();
}
