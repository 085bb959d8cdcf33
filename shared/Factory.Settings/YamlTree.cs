using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Factory.Settings;

/// <summary>
/// Reads YAML (JSON is YAML) as a tree of values that know their lines. Bounded, and of YAML only what settings need: no anchors and aliases, whose
/// expansion has no bound, no tags, one document, no key twice.
/// </summary>
public sealed class YamlTree
{
    public const int LargestFile = 1024 * 1024;
    private const int Deepest = 16;
    private const int MostNodes = 50_000;
    private const int LongestName = 500;

    private readonly string file;
    private readonly Parser parser;
    private int nodes;

    private YamlTree(string file, Parser parser) => (this.file, this.parser) = (file, parser);

    /// <param name="file">What it is called in errors.</param>
    /// <exception cref="SettingsFileException">It is too large, or is not YAML of this kind.</exception>
    public static SettingsNode Read(string file, ReadOnlySpan<byte> content)
    {
        if (content.Length > LargestFile)
            throw new SettingsFileException(file, 0, "", $"the file has {content.Length:N0} bytes; at most {LargestFile:N0}.");
        try
        {
            using var reader = new StringReader(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content).TrimStart('\uFEFF'));
            return new YamlTree(file, new Parser(reader)).Document();
        }
        catch (YamlException error)
        {
            throw new SettingsFileException(file, (int)error.Start.Line, "", $"this is not YAML ({error.Message}) Correct it here or just above.", error);
        }
        catch (DecoderFallbackException error)
        {
            throw new SettingsFileException(file, 0, "", "the file is not UTF-8 text. Save it as UTF-8.", error);
        }
    }

    private SettingsNode Document()
    {
        parser.Consume<StreamStart>();
        if (parser.TryConsume<StreamEnd>(out _))
            return new SettingsMap(file, 1, "", []);
        parser.Consume<DocumentStart>();
        var root = Node("", 1);
        parser.Consume<DocumentEnd>();
        return parser.TryConsume<StreamEnd>(out _) ? Empty(root) : throw Wrong("", parser.Current!, "a second document starts here: write one only.");
    }

    private SettingsNode Empty(SettingsNode root) => root is SettingsText { Value: null } ? new SettingsMap(file, 1, "", []) : root;

    private SettingsNode Node(string key, int depth)
    {
        var parsed = parser.Consume<ParsingEvent>();
        if (++nodes > MostNodes || depth > Deepest)
            throw Wrong(key, parsed, nodes > MostNodes ? $"there are more than {MostNodes:N0} values in this file." : $"this is nested deeper than {Deepest}.");
        if (parsed is not NodeEvent node)
            throw Wrong(key, parsed, "anchors and aliases (& and *) are not read here: write the value out.");
        if (!node.Anchor.IsEmpty)
            throw Wrong(key, parsed, "anchors and aliases (& and *) are not read here: write the value out.");
        if (!node.Tag.IsEmpty)
            throw Wrong(key, parsed, "tags (!) are not read here: take it away.");
        return node switch
        {
            Scalar scalar => Text(scalar, key),
            SequenceStart => List(key, Line(parsed), depth),
            _ => Map(key, Line(parsed), depth),
        };
    }

    private SettingsText Text(Scalar scalar, string key)
    {
        var quoted = scalar.Style is not ScalarStyle.Plain;
        return new SettingsText(file, Line(scalar), key, !quoted && scalar.Value is "" or "~" or "null" ? null : scalar.Value, quoted);
    }

    private SettingsList List(string key, int line, int depth)
    {
        var items = new List<SettingsNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(Node($"{key}[{items.Count}]", depth + 1));
        return new SettingsList(file, line, key, items);
    }

    private SettingsMap Map(string key, int line, int depth)
    {
        var entries = new List<KeyValuePair<string, SettingsNode>>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var at = parser.Current!;
            if (Node(key, depth + 1) is not SettingsText { Value: { Length: > 0 and <= LongestName } name } || name.Any(char.IsControl))
                throw Wrong(key, at, $"the name of a key must be a text of 1 to {LongestName} characters.");
            if (!names.Add(name))
                throw Wrong(SettingsNode.Below(key, name), at, "this key is written twice here: keep one.");

            // A mistake in what stands on the lines below is pointed at by the line of its key.
            entries.Add(KeyValuePair.Create(name, Moved(Node(SettingsNode.Below(key, name), depth + 1), Line(at))));
        }

        return new SettingsMap(file, line, key, entries);
    }

    private SettingsNode Moved(SettingsNode node, int line) => node switch
    {
        SettingsMap map => new SettingsMap(file, line, map.Key, map.Entries),
        SettingsList list => new SettingsList(file, line, list.Key, list.Items),
        _ => node,
    };

    private SettingsFileException Wrong(string key, ParsingEvent at, string problem) => new(file, Line(at), key, problem);

    private static int Line(ParsingEvent parsed) => (int)parsed.Start.Line;
}
