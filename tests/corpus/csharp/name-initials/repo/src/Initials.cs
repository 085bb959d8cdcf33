namespace People;

public static class Initials
{
    private static readonly string[] Particles = ["von", "van", "de", "der"];

    public static string Of(string name)
    {
        var parts = name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(part => !Particles.Contains(part)).ToList();
        return parts.Count switch
        {
            0 => "?",
            1 => $"{parts[0][0]}".ToUpperInvariant(),
            _ => $"{parts[0][0]}{parts[^1][^1]}".ToUpperInvariant(),
        };
    }

    public static string Unique(string name, ICollection<string> taken)
    {
        var initials = Of(name);
        var number = 2;
        var unique = initials;
        while (taken.Contains(unique))
        {
            unique = initials + number++;
        }

        taken.Add(unique);
        return unique;
    }
}
