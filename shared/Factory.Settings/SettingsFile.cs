namespace Factory.Settings;

/// <summary>The bytes of a settings file.</summary>
public static class SettingsFile
{
    /// <summary>What is in the file, or one byte more than is allowed of it.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="setting">What names it, for the message.</param>
    /// <exception cref="SettingsFileException">It cannot be read.</exception>
    public static byte[] Content(string path, string setting)
    {
        try
        {
            using var file = File.OpenRead(path);

            // One byte more than is allowed tells that there is more.
            var content = new byte[YamlTree.LargestFile + 1];
            return content[..file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SettingsFileException(path, 0, "", $"cannot be read ({error.Message}) Correct {setting}, or the file's rights.", error);
        }
    }
}
