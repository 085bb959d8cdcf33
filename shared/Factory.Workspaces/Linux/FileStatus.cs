using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Factory.Workspaces.Linux;

internal enum FileKind
{
    Missing = 0,
    Regular = 1,
    Folder = 2,
    Link = 3,
    Special = 4,
}

/// <param name="Links">Hard links to it.</param>
/// <param name="Permissions">Permission bits.</param>
/// <param name="Changed">When the kernel last saw content or status change, in nanoseconds since 1970; programs cannot set it.</param>
internal sealed partial record FileStatus(FileKind Kind, long Size, uint Links, uint Permissions, uint User, uint Group, ulong Inode, long Changed)
{
    private const int EmptyPath = 0x1000;
    private const int NoFollow = 0x100;
    private const uint BasicStats = 0x7FF;
    private static readonly FileStatus Nothing = new(FileKind.Missing, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>Of the path itself; links are not followed at its end.</summary>
    public static FileStatus Of(string path)
    {
        Span<byte> buffer = stackalloc byte[256];
        return StatX(LinuxCalls.AtFdCwd, path, NoFollow, BasicStats, ref MemoryMarshal.GetReference(buffer)) == 0 ? Parse(buffer) : Nothing;
    }

    public static FileStatus Of(SafeFileHandle file)
    {
        Span<byte> buffer = stackalloc byte[256];
        return StatX((int)file.DangerousGetHandle(), "", EmptyPath, BasicStats, ref MemoryMarshal.GetReference(buffer)) == 0 ? Parse(buffer) : Nothing;
    }

    private static FileStatus Parse(ReadOnlySpan<byte> status)
    {
        var mode = BinaryPrimitives.ReadUInt16LittleEndian(status[28..]);
        var kind = (mode & 0xF000) switch
        {
            0x8000 => FileKind.Regular,
            0x4000 => FileKind.Folder,
            0xA000 => FileKind.Link,
            _ => FileKind.Special,
        };
        return new FileStatus(
            kind, BinaryPrimitives.ReadInt64LittleEndian(status[40..]), BinaryPrimitives.ReadUInt32LittleEndian(status[16..]), mode & 0xFFFu,
            BinaryPrimitives.ReadUInt32LittleEndian(status[20..]), BinaryPrimitives.ReadUInt32LittleEndian(status[24..]), BinaryPrimitives.ReadUInt64LittleEndian(status[32..]),
            (BinaryPrimitives.ReadInt64LittleEndian(status[96..]) * 1_000_000_000) + BinaryPrimitives.ReadUInt32LittleEndian(status[104..]));
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, ref byte buffer);
}
