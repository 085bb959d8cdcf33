using System.Diagnostics;
using Factory.Workspaces.Linux;

namespace Factory.Workspaces;

/// <summary>Deletes a folder whatever a command made of it: folders without rights, paths longer than a system call takes.</summary>
internal static class FolderRemoval
{
    public static async Task Remove(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        try
        {
            await Task.Run(() => Directory.Delete(folder, recursive: true));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await Run("/bin/chmod", "-R", "u+rwx", "--", folder);
            await Run("/bin/rm", "-rf", "--", folder);
        }
    }

    private static async Task Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true };
        start.Environment.Clear();
        using var process = await Spawner.Start(start);
        await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
    }
}
