namespace Survey;

public sealed record Person(string Name, IReadOnlyList<string> Answers);

public static class Export
{
    public static string Line(Person person)
    {
        var fields = new List<object> { person.Name };
        fields.Add(person.Answers);
        return string.Join(';', fields.Select(field => Clean(field.ToString()!)));
    }

    private static string Clean(string text) => text.Replace(';', ',').Trim();

    public static string All(IEnumerable<Person> people)
    {
        var lines = new List<string> { "name;answers" };
        foreach (var person in people)
        {
            lines.Add(Line(person));
        }

        return string.Join('\n', lines);
    }
}
