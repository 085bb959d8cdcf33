using System.Security.Cryptography;
using System.Text.Json;
using Factory.Settings;

namespace Factory.Router.Casting;

/// <summary>Who plays what, as JSON that is recorded with a mission and read again by the file's own reader. Keys are in it by their place only.</summary>
internal static class RecordedSettings
{
    private const int HexDigits = 16;

    /// <summary>What is recorded where the mechanic plays all.</summary>
    public static byte[] OfMechanic => "{}"u8.ToArray();

    /// <summary>The sections of the file that say who plays what, in the file's order.</summary>
    public static byte[] Write(SettingsMap file)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in file.Entries.Where(entry => CastKind.Keys.Any(key => key.Name == entry.Key)))
            {
                writer.WritePropertyName(name);
                Write(writer, value);
            }

            writer.WriteEndObject();
        }

        return json.ToArray();
    }

    public static string Hash(ReadOnlySpan<byte> settings) => Convert.ToHexStringLower(SHA256.HashData(settings))[..HexDigits];

    /// <exception cref="SettingsFileException">A version that knew other keys recorded it.</exception>
    public static Cast Read(ReadOnlySpan<byte> settings) => ModelsFile.Parse("the recorded casting", settings).Cast;

    private static void Write(Utf8JsonWriter writer, SettingsNode node)
    {
        switch (node)
        {
            case SettingsMap map:
                writer.WriteStartObject();
                foreach (var (name, value) in map.Entries)
                {
                    writer.WritePropertyName(name);
                    Write(writer, value);
                }

                writer.WriteEndObject();
                break;
            case SettingsList list:
                writer.WriteStartArray();
                foreach (var item in list.Items)
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case SettingsText { Quoted: false, Value: "true" or "false" } flag:
                writer.WriteBooleanValue(flag.Value == "true");
                break;
            case SettingsText text:
                writer.WriteStringValue(text.Value);
                break;
        }
    }
}
