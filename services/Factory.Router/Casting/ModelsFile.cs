using Factory.Router.Ledger;
using Factory.Settings;

namespace Factory.Router.Casting;

/// <summary>What <c>factory.models.yaml</c> says. Further sections of it are further properties here and keys in <see cref="ModelsFileKind"/>.</summary>
internal sealed record ModelsFile(Cast Cast)
{
    public Budgets Budgets { get; init; } = Budgets.None;

    /// <summary>What holds where there is no file.</summary>
    public static readonly ModelsFile Empty = new(Cast.Mechanic);

    /// <param name="path">What it is called in errors.</param>
    /// <exception cref="SettingsFileException">Something in it is wrong.</exception>
    public static ModelsFile Parse(string path, ReadOnlySpan<byte> content) => ModelsFileKind.Instance.Read(YamlTree.Read(path, content));

    /// <summary>What is in the file, or one byte more than is allowed of it.</summary>
    /// <exception cref="SettingsFileException">It cannot be read.</exception>
    public static byte[] Content(string path) => SettingsFile.Content(path, ModelsFilePath.Key);
}
