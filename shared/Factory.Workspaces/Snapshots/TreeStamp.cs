using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Factory.Workspaces.Linux;

namespace Factory.Workspaces.Snapshots;

/// <summary>
/// What the kernel says of every file of a checkout, as one hash: where two are equal, no file was changed between them. Much cheaper than to start git, which
/// would look at less (it believes modification times, which programs can set).
/// </summary>
/// <param name="Hash">Over path, inode, size, mode and time of change of every file and folder.</param>
/// <param name="IsSettled">The newest change is old enough that another one would have another time.</param>
internal sealed record TreeStamp(string Hash, bool IsSettled)
{
    private const int Most = 50_000;

    /// <summary>Several ticks of the clock that the kernel stamps files with.</summary>
    private const long SettledAfterNanoseconds = 50_000_000;

    /// <summary>Null where it cannot be told: too many files, or some that cannot be looked at.</summary>
    public static TreeStamp? Of(string tree, TimeProvider time)
    {
        var now = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            return Add(hash, tree) is { } newest ? new TreeStamp(Convert.ToHexString(hash.GetHashAndReset()), newest < now - SettledAfterNanoseconds) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <returns>The time of the newest change; null when it cannot be told.</returns>
    private static long? Add(IncrementalHash hash, string tree)
    {
        var pending = new Stack<string>([tree]);
        Span<byte> facts = stackalloc byte[40];
        var (newest, seen) = (0L, 0);
        while (pending.TryPop(out var folder))
        {
            foreach (var path in Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal))
            {
                var status = FileStatus.Of(path);
                // A name that is no text cannot be looked at.
                if (++seen > Most || status.Kind == FileKind.Missing)
                    return null;
                newest = Math.Max(newest, status.Changed);
                Write(facts, status, path.Length);
                hash.AppendData(facts);
                hash.AppendData(Encoding.UTF8.GetBytes(path));
                // The git directory is no file of the checkout.
                if (status.Kind == FileKind.Folder && !(folder == tree && path.EndsWith("/.git", StringComparison.Ordinal)))
                    pending.Push(path);
            }
        }

        return newest;
    }

    private static void Write(Span<byte> facts, FileStatus status, int length)
    {
        BinaryPrimitives.WriteInt64LittleEndian(facts, status.Changed);
        BinaryPrimitives.WriteUInt64LittleEndian(facts[8..], status.Inode);
        BinaryPrimitives.WriteInt64LittleEndian(facts[16..], status.Size);
        BinaryPrimitives.WriteUInt32LittleEndian(facts[24..], status.Permissions);
        BinaryPrimitives.WriteInt32LittleEndian(facts[28..], (int)status.Kind);
        BinaryPrimitives.WriteInt64LittleEndian(facts[32..], length);
    }
}
