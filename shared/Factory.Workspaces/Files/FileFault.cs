using System.Runtime.InteropServices;

namespace Factory.Workspaces.Files;

/// <summary>
/// What an error of the kernel means to whoever asked. What another path, another name or a command mends is refused, with what to do; a disk that is full or broken, and a computer without
/// handles or memory, are no mistake of theirs: that stays an <see cref="IOException"/>, so that the turn is done again, here or elsewhere, from its checkpoint.
/// </summary>
internal static class FileFault
{
    public const int NoEntry = 2;
    public const int Exists = 17;
    public const int NotAFolder = 20;

    private const int NotPermitted = 1;
    private const int Broken = 5;
    private const int NoMemory = 12;
    private const int NoAccess = 13;
    private const int CrossDevice = 18;
    private const int IsAFolder = 21;
    private const int NoHandlesAtAll = 23;
    private const int NoHandles = 24;
    private const int Runs = 26;
    private const int Full = 28;
    private const int ReadOnly = 30;
    private const int NameTooLong = 36;
    private const int Loop = 40;
    private const int OverQuota = 122;

    /// <param name="error">As errno says it.</param>
    /// <param name="cannot">What cannot be done, for example <c>opened</c>.</param>
    public static Exception Of(int error, string path, string cannot, Exception? cause = null)
    {
        var (shown, said) = (ConfinedPath.Printable(path), Marshal.GetPInvokeErrorMessage(error));
        if (error is Broken or NoMemory or NoHandlesAtAll or NoHandles or Full or OverQuota)
            return new IOException($"'{shown}' cannot be {cannot}: {said}. This computer needs room, or care.", cause);
        var message = error switch
        {
            CrossDevice or Loop => $"'{shown}' leads out of the repository through a symbolic link. Work on files inside it only.",
            NotAFolder => $"'{shown}': a part of the path is a file, not a folder. List the folder to see what is there.",
            NoEntry => $"'{shown}' is not there. List the folder to see what is.",
            Exists => $"'{shown}' is there already. Replace text in it, or write it whole.",
            IsAFolder => $"'{shown}' is a folder. Give the path of a file.",
            NoAccess or NotPermitted => $"'{shown}' cannot be {cannot}: its permissions, or those of its folder, forbid it. Change them by a command (chmod), or leave it alone.",
            ReadOnly => $"'{shown}' cannot be {cannot}: it may only be read here. Leave it alone.",
            Runs => $"'{shown}' cannot be {cannot}: it is a program that runs now. Stop it first.",
            NameTooLong => $"'{shown}' has a name that is too long for this file system. Use a shorter one.",
            _ => $"'{shown}' cannot be {cannot}: {said}.",
        };
        return cause is null ? new FileRefused(message) : new FileRefused(message, cause);
    }

    /// <summary>Of the call that failed last on this thread.</summary>
    public static Exception OfLast(string path, string cannot) => Of(Marshal.GetLastPInvokeError(), path, cannot);

    /// <summary>Does what .NET has its own exceptions for.</summary>
    public static T Told<T>(string path, string cannot, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (UnauthorizedAccessException denied)
        {
            throw Of(NoAccess, path, cannot, denied);
        }
        catch (IOException failed)
        {
            throw Of(Number(failed), path, cannot, failed);
        }
    }

    /// <summary>Where .NET has a type of its own it hides the number.</summary>
    private static int Number(IOException failed) => failed switch
    {
        PathTooLongException => NameTooLong,
        FileNotFoundException or DirectoryNotFoundException => NoEntry,
        { HResult: > 0 and var error } => error,
        _ => Broken,
    };
}
