using Factory.Settings;

namespace Factory.Router.Casting;

/// <summary>Looks whether the keys that a models file names are there, so that a mistake shows before a mission needs them.</summary>
internal static class KeyCheck
{
    /// <exception cref="SettingsFileException">One is not.</exception>
    public static void Check(SettingsMap file)
    {
        foreach (var model in file.Get(CastKind.ModelsKey, []))
        {
            try
            {
                _ = model.Value.KeySource.Find();
            }
            catch (KeyMissing error)
            {
                throw ModelKind.KeyNode(model.Node).Wrong(error.Message);
            }
        }
    }
}
