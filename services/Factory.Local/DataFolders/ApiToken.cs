using System.Security.Cryptography;

namespace Factory.Local.DataFolders;

/// <summary>The token that a factory on one machine makes for its owner; only that user can read the file.</summary>
public static class ApiToken
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The folder's token; null where there is none yet.</summary>
    public static string? Read(string dataFolder) => File.Exists(FileIn(dataFolder)) ? File.ReadAllText(FileIn(dataFolder)).Trim() : null;

    internal static void Ensure(string dataFolder)
    {
        if (!string.IsNullOrEmpty(Read(dataFolder)))
        {
            File.SetUnixFileMode(FileIn(dataFolder), OwnerOnly);
            return;
        }

        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerOnly };
        using var file = new StreamWriter(FileIn(dataFolder), options);
        file.WriteLine(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
    }

    private static string FileIn(string dataFolder) => Path.Combine(dataFolder, "token");
}
