using System.Security.Cryptography;
using System.Text;

namespace Factory.Contracts;

/// <summary>Ids that follow from other ids, so that doing a step again gives the same id (an idempotency key).</summary>
public static class Ids
{
    /// <summary>A name-based UUID (version 8, SHA-256): the same parent and name give the same id.</summary>
    public static Guid Derive(Guid parent, string name)
    {
        Span<byte> hash = stackalloc byte[32];
        var text = Encoding.UTF8.GetBytes(name);
        var input = new byte[16 + text.Length];
        parent.TryWriteBytes(input, bigEndian: true, out _);
        text.CopyTo(input, 16);
        SHA256.HashData(input, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    /// <summary>The eight characters that people see and type for a mission, run or signal: the id's last, since ids that start with the time share their first.</summary>
    public static string Short(Guid id) => id.ToString("n")[^8..];
}
