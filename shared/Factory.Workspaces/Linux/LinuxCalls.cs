using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Factory.Workspaces.Linux;

/// <summary>The few system calls that .NET has no way to.</summary>
internal static partial class LinuxCalls
{
    public const int AtFdCwd = -100;

    private const long OpenAt2Number = 437; // the same on x86-64 and arm64

    /// <summary>Resolution rules of openat2(2).</summary>
    [Flags]
    public enum Resolve : ulong
    {
        NoCrossDevice = 0x01,
        NoMagicLinks = 0x02,
        NoSymlinks = 0x04,
        Beneath = 0x08,
    }

    public static uint UserId => GetEffectiveUserId();

    public static uint GroupId => GetEffectiveGroupId();

    public static bool IsRoot => UserId == 0;

    /// <summary>Opens without following the rules' forbidden links; the result is negative errno on failure.</summary>
    public static int OpenAt2(int folder, string path, int flags, uint mode, Resolve resolve)
    {
        var how = new OpenHow { Flags = (ulong)flags, Mode = mode, Resolve = (ulong)resolve };
        var result = SystemCall(OpenAt2Number, folder, path, ref how, (nuint)Marshal.SizeOf<OpenHow>());
        return result < 0 ? -Marshal.GetLastPInvokeError() : (int)result;
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUserId();

    [LibraryImport("libc", EntryPoint = "getegid")]
    private static partial uint GetEffectiveGroupId();

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint SystemCall(long number, int folder, string path, ref OpenHow how, nuint size);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ChangeOwnerOfLink(string path, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "fchownat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ChangeOwnerAt(SafeHandle folder, string name, uint user, uint group, int flags);

    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MakeFolderAt(SafeHandle folder, string name, uint mode);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int UnlinkAt(SafeHandle folder, string name, int flags);

    /// <summary>Flag of renameat2(2): fails where something is.</summary>
    public const uint NoReplace = 1;

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int RenameAt2(SafeHandle fromFolder, string from, SafeHandle toFolder, string to, uint flags);

    [StructLayout(LayoutKind.Sequential)]
    private struct OpenHow
    {
        public ulong Flags;
        public ulong Mode;
        public ulong Resolve;
    }
}
