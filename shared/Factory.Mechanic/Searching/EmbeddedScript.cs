namespace Factory.Mechanic.Searching;

/// <summary>Scripts that run inside the sandbox, as they are embedded in this assembly.</summary>
internal static class EmbeddedScript
{
    public static string Read(string name)
    {
        using var stream = typeof(EmbeddedScript).Assembly.GetManifestResourceStream($"Factory.Mechanic.{name}")
            ?? throw new InvalidOperationException($"the script {name} is not embedded in {typeof(EmbeddedScript).Assembly.GetName().Name}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
