using Microsoft.Win32.SafeHandles;

namespace Factory.Outbound;

/// <summary>What this program is told and what it answers: bytes for another program, and no terminal.</summary>
internal static class StandardStreams
{
    public static Stream Input() => new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);

    public static Stream Output() => new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
}
