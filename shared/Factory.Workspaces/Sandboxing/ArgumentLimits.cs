using System.Text;
using Factory.Workspaces.Files;

namespace Factory.Workspaces.Sandboxing;

/// <summary>What Linux takes as a program's arguments. More would not start at all, which is a mistake of whoever gave the command and not of this computer.</summary>
internal static class ArgumentLimits
{
    /// <summary>In bytes, without the zero at its end.</summary>
    private const int LongestArgument = 128 * 1024 - 1;

    /// <summary>In bytes; the system's own limit is 2 MB, and the sandbox needs some of it.</summary>
    private const int Most = 1536 * 1024;

    /// <exception cref="FileRefused">The arguments are too long.</exception>
    public static void Check(IReadOnlyList<string> arguments)
    {
        var all = 0;
        foreach (var argument in arguments)
        {
            var length = Encoding.UTF8.GetByteCount(argument);
            if (length > LongestArgument)
                throw new FileRefused($"The command has {length:N0} bytes in one argument; at most {LongestArgument:N0} can be started. Write long text to a file first, and use that file.");
            all += length;
        }

        if (all > Most)
            throw new FileRefused($"The command's arguments have {all:N0} bytes; at most {Most:N0} can be started. Give fewer.");
    }
}
