using System.Text.Json;

namespace Factory.Router.Casting;

/// <summary>Where the casting is read from: a JSON file or the section <c>Factory:Casting</c>. Knows how to name a key of it.</summary>
internal sealed class CastingSource(IConfiguration values, string where, Func<string, int?> lineOf)
{
    public const string SectionName = "Factory:Casting";
    public const string FileKey = "Factory:CastingFile";

    public IConfiguration Values => values;

    public static CastingSource From(IConfiguration configuration)
    {
        var file = configuration[FileKey];
        return string.IsNullOrWhiteSpace(file)
            ? new CastingSource(configuration.GetSection(SectionName), SectionName, _ => null)
            : FromFile(Path.GetFullPath(file));
    }

    public CastingException Wrong(string key, string problem)
    {
        var line = lineOf(key) is { } number ? $", line {number}" : "";
        return new CastingException($"Casting, {where}{line}, key {key}: {problem}");
    }

    private static CastingSource FromFile(string path)
    {
        try
        {
            var text = File.ReadAllBytes(path);
            var values = new ConfigurationBuilder().AddJsonStream(new MemoryStream(text)).Build();
            return new CastingSource(values, path, key => JsonLines.Find(text, key));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CastingException($"Casting, {path}: cannot be read ({error.Message}) Correct {FileKey}, or take it away to use {SectionName}.", error);
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidDataException)
        {
            var cause = (error as JsonException ?? error.InnerException as JsonException)?.LineNumber + 1;
            throw new CastingException($"Casting, {path}, line {cause}: this is not JSON ({error.Message})", error);
        }
    }
}
