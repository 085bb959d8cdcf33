using System.Text.Json;
using Factory.Contracts.Transcripts;
using Factory.Droids.Tools;
using Factory.Router.Mechanic;

namespace Factory.Router.Tests.Mechanic;

/// <summary>Plays a role turn by turn: what a tool gives is looked up by its name.</summary>
internal sealed class Played
{
    private readonly List<Exchange> turns = [];

    private Played(Answer last) => Last = last;

    public Answer Last { get; private set; }

    /// <summary>All tools that were called, in order.</summary>
    public IReadOnlyList<string> Calls => [.. turns.SelectMany(turn => turn.Answer.Calls).Concat(Last.Calls).Select(call => call.Tool)];

    /// <summary>Goes on until finish was called and accepted.</summary>
    public static Played Role(string role, string task, params (string Tool, string Text, bool IsError)[] results)
    {
        var played = new Played(new Answer("", []));
        while (true)
        {
            played.Last = MechanicPolicy.Answer(new Conversation(role, "Rules.", task, played.turns, []));
            Assert.InRange(played.turns.Count, 0, 10);
            if (played.Last.Calls is [{ Tool: ToolCatalog.Finish }] && results.All(result => result.Tool != ToolCatalog.Finish || played.turns.Any(turn => turn.Of(ToolCatalog.Finish) is not null)))
            {
                return played;
            }

            played.turns.Add(new Exchange(played.Last, [.. played.Last.Calls.Select(call => Result(call, results))]));
        }
    }

    /// <summary>What is said once its first calls gave these results.</summary>
    public static Answer Next(string role, string task, params (string Tool, string Text, bool IsError)[] results)
    {
        var first = MechanicPolicy.Answer(new Conversation(role, "Rules.", task, [], []));
        return MechanicPolicy.Answer(new Conversation(role, "Rules.", task, [new Exchange(first, [.. first.Calls.Select(call => Result(call, results))])], []));
    }

    /// <summary>The arguments of the first call of a tool.</summary>
    public JsonElement Arguments(string tool) =>
        JsonDocument.Parse(turns.SelectMany(turn => turn.Answer.Calls).First(call => call.Tool == tool).Arguments).RootElement;

    /// <summary>What was handed over, checked as the computer checks it.</summary>
    public T Finished<T>(string role) => Assert.IsType<T>(Finishing.Parse(role, Assert.Single(Last.Calls).Arguments));

    private static ToolResult Result(ToolCall call, (string Tool, string Text, bool IsError)[] results)
    {
        var (_, text, isError) = results.FirstOrDefault(result => result.Tool == call.Tool, (call.Tool, $"There is no {call.Tool} here.", true));
        return new ToolResult(call.Id, call.Tool, isError, text, null);
    }
}
