using Factory.Contracts;

namespace Factory.Architecture.Tests;

public sealed class When_a_message_is_named
{
    private static readonly string[] Subjects = ["MissionId", "RunId", "FeatureId", "SignalId", "KeyId", "CardId", "ProbeId", "PullRequestId"];

    private static readonly Type[] Vocabulary = [.. typeof(Endpoints).Assembly.GetExportedTypes()];

    private static readonly Type[] Records = [.. Vocabulary.Where(type => type.GetMethod("<Clone>$") is not null)];

    [Fact]
    public void It_has_no_suffix_that_says_what_kind_of_thing_it_is()
    {
        Assert.True(Records.Length > 60, $"Only {Records.Length} records were found.");
        Assert.DoesNotContain(Records, type => type.Name.EndsWith("Command", StringComparison.Ordinal) || type.Name.EndsWith("Event", StringComparison.Ordinal) || type.Name.EndsWith("Dto", StringComparison.Ordinal) || type.Name.EndsWith("Message", StringComparison.Ordinal));
    }

    [Fact]
    public void It_is_sealed_and_cannot_change() =>
        Assert.DoesNotContain(Records, type => !type.IsSealed || type.GetProperties().Any(property => property.SetMethod is { IsPublic: true } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit))));

    [Fact]
    public void An_event_of_history_says_what_it_is_about()
    {
        var events = Records.Where(type => type.Namespace == "Factory.Contracts.History").ToList();
        Assert.True(events.Count > 20, $"Only {events.Count} events were found.");
        Assert.DoesNotContain(events, type => !Subjects.Any(subject => type.GetProperty(subject) is not null));
    }
}
