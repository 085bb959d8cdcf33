using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Factory.Workspaces.Sandboxing;

/// <summary>A seccomp program that takes from commands what no build or test needs and what has led out of sandboxes: new namespaces, mounts, tracing, keyrings, bpf, io_uring, and socket families that network namespaces do not confine (vsock).</summary>
internal static class SystemCallFilter
{
    private const ushort Load = 0x20; // BPF_LD | BPF_W | BPF_ABS
    private const ushort JumpEqual = 0x15;
    private const ushort JumpAtLeast = 0x35;
    private const ushort JumpAnyBit = 0x45;
    private const ushort Return = 0x06;
    private const uint Allow = 0x7FFF0000;
    private const uint Refuse = 0x00050001; // EPERM
    private const uint NotThere = 0x00050026; // ENOSYS: C libraries fall back to the older call
    private const uint NoSuchFamily = 0x00050061; // EAFNOSUPPORT
    private const uint NewNamespaces = 0x7E020000; // all but time, whose bit is shared with the exit signal

    // Numbers that x86-64 and arm64 share: io_uring, new mount calls, pidfd_getfd, mount_setattr, quotactl_fd, open_tree_attr.
    private static readonly uint[] Everywhere = [425, 426, 427, 428, 429, 430, 431, 432, 433, 438, 442, 443, 467];

    private static readonly Architecture? Current = RuntimeInformation.ProcessArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => new(
            0xC000003E, CloneCall: 56, Unshare: 272, Socket: 41, ForeignAbove: 0x40000000,
            [101, 103, 155, 161, 163, 165, 166, 167, 168, 169, 172, 173, 175, 176, 179, 212, 246, 248, 249, 250, 298, 303, 304, 308, 310, 311, 313, 320, 321, 323]),
        System.Runtime.InteropServices.Architecture.Arm64 => new(
            0xC00000B7, CloneCall: 220, Unshare: 97, Socket: 198, ForeignAbove: uint.MaxValue,
            [18, 39, 40, 41, 51, 60, 89, 104, 105, 106, 116, 117, 142, 217, 218, 219, 224, 225, 241, 264, 265, 268, 270, 271, 273, 280, 282, 294]),
        _ => null,
    };

    /// <summary>The program as the kernel reads it; null on processors that we have no numbers for.</summary>
    public static byte[]? Program()
    {
        if (Current is not { } here)
            return null;
        var code = new List<Step>
        {
            new(Load, 0, 0, 4),
            new(JumpEqual, 1, 0, here.Id),
            new(Return, 0, 0, Refuse),
            new(Load, 0, 0, 0),
            new(JumpAtLeast, 0, 1, here.ForeignAbove),
            new(Return, 0, 0, Refuse),
        };
        foreach (var number in here.Refused.Concat(Everywhere))
            code.AddRange([new(JumpEqual, 0, 1, number), new(Return, 0, 0, Refuse)]);
        code.AddRange([new(JumpEqual, 0, 1, 435), new(Return, 0, 0, NotThere)]); // clone3: its flags cannot be read here
        code.AddRange([new(JumpEqual, 1, 0, here.CloneCall), new(JumpEqual, 0, 4, here.Unshare)]);
        code.AddRange([new(Load, 0, 0, 16), new(JumpAnyBit, 0, 1, NewNamespaces), new(Return, 0, 0, Refuse), new(Return, 0, 0, Allow)]);
        code.AddRange([new(JumpEqual, 0, 6, here.Socket), new(Load, 0, 0, 16)]);
        code.AddRange([new(JumpEqual, 4, 0, 1), new(JumpEqual, 3, 0, 2), new(JumpEqual, 2, 0, 10), new(JumpEqual, 1, 0, 16)]); // unix, IPv4, IPv6, netlink
        code.AddRange([new(Return, 0, 0, NoSuchFamily), new(Return, 0, 0, Allow)]);
        return Encode(code);
    }

    private static byte[] Encode(List<Step> code)
    {
        var bytes = new byte[code.Count * 8];
        for (var i = 0; i < code.Count; i++)
        {
            var at = bytes.AsSpan(i * 8, 8);
            BinaryPrimitives.WriteUInt16LittleEndian(at, code[i].Code);
            at[2] = code[i].IfTrue;
            at[3] = code[i].IfFalse;
            BinaryPrimitives.WriteUInt32LittleEndian(at[4..], code[i].Value);
        }

        return bytes;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Step(ushort Code, byte IfTrue, byte IfFalse, uint Value);

    private sealed record Architecture(uint Id, uint CloneCall, uint Unshare, uint Socket, uint ForeignAbove, uint[] Refused);
}
