using Factory.Contracts;
using Factory.Publisher.Slack;
using Factory.Publisher.Trackers;
using Factory.Settings;

namespace Factory.Publisher.Settings;

/// <summary>What <c>factory.publisher.yaml</c> says. Each section of it is a property here and a key in <see cref="PublisherFileKind"/>.</summary>
/// <param name="Forges">In the order of the file: the first that a repository belongs to is used.</param>
internal sealed record PublisherFile(IReadOnlyList<ForgeSettings> Forges)
{
    /// <summary>What holds where there is no file: only local repositories are read and written.</summary>
    public static readonly PublisherFile Empty = new([]);

    /// <summary>Where answers are given that were asked for there.</summary>
    public IReadOnlyList<ChatSettings> Chats { get; init; } = [];

    /// <summary>Trackers whose issues are told how far their missions are.</summary>
    public IReadOnlyList<TrackerSettings> Trackers { get; init; } = [];

    /// <summary>All that name a secret by an environment variable; the publisher alone is given these.</summary>
    public IReadOnlySet<string> SecretVariables => Forges.Select(forge => forge.Token?.Environment)
        .Concat(Chats.SelectMany(chat => new[] { chat.Token.Environment, chat.Socket?.Token.Environment }))
        .Concat(Trackers.Select(tracker => tracker.Token.Environment))
        .OfType<string>().ToHashSet(StringComparer.Ordinal);

    /// <exception cref="SettingsFileException">It cannot be read, or something in it is wrong.</exception>
    public static PublisherFile Read(string path) => Parse(path, SettingsFile.Content(path, PublisherFilePath.Key));

    /// <exception cref="SettingsFileException">Something in it is wrong.</exception>
    public static PublisherFile Parse(string path, ReadOnlySpan<byte> content) => PublisherFileKind.Instance.Read(YamlTree.Read(path, content));

    /// <summary>The forge that a repository belongs to by its address, whether or not it is allowed there; null for none.</summary>
    public ForgeSettings? ForgeOf(RepositoryAddress repository) => Forges.FirstOrDefault(forge => forge.Has(repository));
}
