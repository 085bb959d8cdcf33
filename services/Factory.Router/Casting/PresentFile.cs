using Factory.Settings;

namespace Factory.Router.Casting;

/// <summary>What the models file says now.</summary>
/// <param name="Path">Null where there is none.</param>
/// <param name="Settings">Who plays what, as it is recorded with missions.</param>
/// <param name="Hash">Of <paramref name="Settings"/>.</param>
/// <param name="Problem">Why what is in the file now is not used; null where it is.</param>
internal sealed record PresentFile(ModelsFile File, string? Path, ReadOnlyMemory<byte> Settings, string Hash, string? Problem)
{
    /// <summary>What holds where there is no file.</summary>
    public static readonly PresentFile None = new(ModelsFile.Empty, null, RecordedSettings.OfMechanic, RecordedSettings.Hash(RecordedSettings.OfMechanic), null);

    /// <summary>Whether nobody is cast but the mechanic.</summary>
    public bool CastsNobody => Hash == None.Hash;

    /// <summary>A file whose models are to be called here: their keys must be there.</summary>
    /// <exception cref="SettingsFileException">Something in it is wrong, or a key is missing.</exception>
    public static PresentFile Read(string path, ReadOnlySpan<byte> content)
    {
        var tree = YamlTree.Read(path, content);
        var file = ModelsFileKind.Instance.Read(tree);
        KeyCheck.Check((SettingsMap)tree);
        var settings = RecordedSettings.Write((SettingsMap)tree);
        return new PresentFile(file, path, settings, RecordedSettings.Hash(settings), null);
    }
}
