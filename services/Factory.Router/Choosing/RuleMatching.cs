using Factory.Router.Casting;

namespace Factory.Router.Choosing;

/// <summary>Whether a rule holds for a mission's repository and a role. What is not known of the repository is neither yes nor no.</summary>
internal static class RuleMatching
{
    private const string Compactor = "compactor";

    /// <summary>Whether only the rule's models may be asked. In doubt they are: code that may be confidential is.</summary>
    /// <param name="role">Null for any.</param>
    public static bool Restricts(CastingRule rule, Cast cast, MissionSubject subject, string? role) =>
        rule.Only is not null && IsAbout(rule, role, compactsAny: true) && Holds(rule.When, cast, subject) is not false;

    /// <summary>Whether the rule's roles hold. In doubt they do not.</summary>
    public static bool Casts(CastingRule rule, Cast cast, MissionSubject subject, string role) =>
        rule.Cast.Count > 0 && IsAbout(rule, role, compactsAny: false) && Holds(rule.When, cast, subject) is true;

    /// <summary>What one role may not be shown, the compactor of its transcript may not be shown either.</summary>
    private static bool IsAbout(CastingRule rule, string? role, bool compactsAny) =>
        rule.When.Roles.Count == 0 || role is null || rule.When.Roles.Contains(role) || (compactsAny && role == Compactor);

    private static bool? Holds(RuleCondition when, Cast cast, MissionSubject subject) =>
        And(
            Repository(when.Repositories, subject),
            Labels(when.Sensitivity, cast, subject),
            when.Languages.Count == 0 ? true : subject.Facts is { } facts ? Language(when.Languages, facts.Language, facts.Files) : null,
            Within(subject.Facts?.Bytes, when.MinBytes, when.MaxBytes),
            Within(subject.Facts?.Files, when.MinFiles, when.MaxFiles));

    private static bool? Repository(IReadOnlyList<string> patterns, MissionSubject subject) =>
        patterns.Count == 0 || patterns.Any(pattern => subject.Paths.Any(path => RepositoryPattern.Matches(pattern, path))) ? true : InDoubt(subject);

    private static bool? Labels(IReadOnlyList<string> labels, Cast cast, MissionSubject subject) =>
        labels.Count == 0 || cast.Repositories.Any(repository => repository.Sensitivity.Any(labels.Contains) && subject.Paths.Any(path => RepositoryPattern.Matches(repository.Match, path)))
            ? true
            : InDoubt(subject);

    /// <summary>Where it is not known where the repository really lies, it may be any.</summary>
    private static bool? InDoubt(MissionSubject subject) => subject.Facts is null ? null : false;

    private static bool? Language(IReadOnlyList<string> languages, string? language, long? files) =>
        language is not null ? languages.Contains(language) : files is null ? null : false;

    private static bool? Within(long? size, long? least, long? most) =>
        least is null && most is null ? true : size is null ? null : size >= (least ?? 0) && size <= (most ?? long.MaxValue);

    private static bool? And(params bool?[] parts) => parts.Contains(false) ? false : parts.Contains(null) ? null : true;
}
