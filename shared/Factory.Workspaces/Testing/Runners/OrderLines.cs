using System.Globalization;
using System.Text;

namespace Factory.Workspaces.Testing.Runners;

/// <summary>What a program in the sandbox reads that has no JSON at hand: lines of a key and values in base64, separated by tabs.</summary>
internal sealed class OrderLines
{
    private readonly StringBuilder _text = new();

    public OrderLines Add(string key, params IEnumerable<string> values)
    {
        _text.Append(key);
        foreach (var value in values) _text.Append('\t').Append(Convert.ToBase64String(Encoding.UTF8.GetBytes(value)));
        _text.Append('\n');
        return this;
    }

    public OrderLines Add(string key, double value) => Add(key, value.ToString("0.###", CultureInfo.InvariantCulture));

    public byte[] ToBytes() => Encoding.ASCII.GetBytes(_text.ToString());
}
