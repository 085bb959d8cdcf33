using System.Text.Json;
using Factory.Contracts.Models;
using Factory.Router.Casting;
using Factory.Router.Dialects;
using Factory.Router.Models;
using Factory.Router.Protocols;

namespace Factory.Router.Probing;

/// <summary>Finds out what one model can do, a small question at a time; each stands for itself, and none costs much.</summary>
internal sealed class Probe(CastModel model, ProbeConversation talk, TimeProvider time)
{
    /// <summary>US dollars that finding the end of the context may cost; the other questions are a few hundred tokens each.</summary>
    public const decimal MostForContextUsd = 0.25m;

    private const string Mark = "0a1b2c";
    private const int LettersAToken = 4;
    private const double PartOfTheContext = 0.8;

    private static readonly int[] ContextSteps = [8_000, 32_000, 128_000, 512_000];

    private static readonly byte[] AnimalSchema = """{"type":"object","properties":{"animal":{"type":"string"},"legs":{"type":"integer"}},"required":["animal","legs"],"additionalProperties":false}"""u8.ToArray();

    private readonly List<ProbeStep> steps = [];

    public IReadOnlyList<ProbeStep> Steps => steps;

    /// <summary>Null when the model answers nothing at all; the only step then says why.</summary>
    public async Task<ModelCard?> Run(CancellationToken ct)
    {
        if (!await Step("answers", () => Says(new ProbeQuestion($"Write the word {ProbeConversation.Animal}."), ct)))
            return null;
        var streaming = await Step("streaming", () => Streams(ct));
        var native = await Step("native tools", () => Calls($"Call the tool echo with the word {ProbeConversation.Animal}.", 1, ct));
        var parallel = native && await Step("parallel calls", () => Calls($"Call the tool echo twice in this one answer: with the word {ProbeConversation.Animal}, and with the word {ProbeConversation.OtherAnimal}.", 2, ct));
        var tagged = !native && await Step("tagged text", () => Tags(ct));
        var schema = await Step("JSON schema", () => Schema(ct));
        var context = await Context(ct);
        return new ModelCard(native ? Dialect.NativeTools : tagged ? Dialect.TaggedText : Dialect.ShellLoop, parallel, schema, streaming, context);
    }

    private async Task<(bool, string)> Says(ProbeQuestion question, CancellationToken ct)
    {
        var said = (await talk.Ask(question, ct)).Said().Text;
        return (said.Contains(ProbeConversation.Animal, StringComparison.OrdinalIgnoreCase), said);
    }

    private async Task<(bool, string)> Streams(CancellationToken ct)
    {
        var answer = await talk.Ask(new ProbeQuestion($"Write the word {ProbeConversation.Animal}.", Streams: true), ct);
        return (answer.Streamed, answer.Streamed ? "came in pieces" : "came in one piece");
    }

    private async Task<(bool, string)> Calls(string text, int count, CancellationToken ct)
    {
        var answer = await talk.Ask(new ProbeQuestion(text, NativeTools: true), ct);
        var words = answer.Said().Calls.Select(Word).ToList();
        string[] wanted = count == 1 ? [ProbeConversation.Animal] : [ProbeConversation.Animal, ProbeConversation.OtherAnimal];
        return (words.Count == count && wanted.All(words.Contains), words.Count == 0 ? $"called nothing: {answer.Said().Text}" : $"called echo with {string.Join(", ", words)}");
    }

    private async Task<(bool, string)> Tags(CancellationToken ct)
    {
        var dialect = new TaggedText();
        var said = (await talk.Ask(new ProbeQuestion($"Call the tool echo with the word {ProbeConversation.Animal}.", dialect.Instructions([ProbeConversation.Echo], Mark)!), ct)).Said();
        var understood = dialect.Understand(said, [ProbeConversation.Echo], Mark);
        return (understood.Wrong is null && understood.Calls.Count == 1 && Word(understood.Calls[0]) == ProbeConversation.Animal, understood.Wrong ?? said.Text);
    }

    private async Task<(bool, string)> Schema(CancellationToken ct)
    {
        var said = (await talk.Ask(new ProbeQuestion("Describe a cat in the form you are held to.") { Schema = AnimalSchema }, ct)).Said().Text;
        try
        {
            using var answer = JsonDocument.Parse(said);
            return (answer.RootElement.Text("animal") is not null && answer.RootElement.Number("legs") is not null, said);
        }
        catch (JsonException)
        {
            return (false, said);
        }
    }

    /// <returns>The most that it took, where an end was found; null otherwise.</returns>
    private async Task<int?> Context(CancellationToken ct)
    {
        var known = (int)(model.ContextTokens * PartOfTheContext);
        var taken = 0;
        var spentBefore = talk.Spent.Usd;
        foreach (var size in ContextSteps.Where(size => size < known).Append(known))
        {
            if (talk.Spent.Usd - spentBefore + talk.MostUsd(size) > MostForContextUsd)
            {
                steps.Add(new ProbeStep($"{size:N0} tokens", false, $"not tried: it could cost more than {MostForContextUsd} US dollars", 0, 0));
                return null;
            }

            if (!await Step($"{size:N0} tokens", () => Remembers(size, ct)))
                return taken;
            taken = size;
        }

        return null;
    }

    /// <summary>What stands at the very beginning is what a server that cuts silently loses.</summary>
    private Task<(bool, string)> Remembers(int size, CancellationToken ct)
    {
        var filler = string.Join('\n', Enumerable.Range(1, Math.Max(1, size * LettersAToken / 24)).Select(line => $"Line {line:000000} says little."));
        return Says(new ProbeQuestion($"The word to remember is {ProbeConversation.Animal}.\n{filler}\nWrite the word to remember."), ct);
    }

    private static string? Word(SaidCall call) => ArgumentsRepair.Read(call.Arguments, mayClose: true).Json is { } json && call.Tool == ProbeConversation.Echo.Name
        ? JsonDocument.Parse(json).RootElement.Text("word")
        : null;

    private async Task<bool> Step(string name, Func<Task<(bool Passed, string Found)>> ask)
    {
        var (began, before) = (time.GetTimestamp(), talk.Spent.Usd);
        (bool Passed, string Found) seen;
        try
        {
            seen = await ask();
        }
        catch (ModelFailure failure) when (failure.Kind is not (FailureKind.RateLimited or FailureKind.Overloaded or FailureKind.TimedOut or FailureKind.Broken or FailureKind.OverBudget) || steps.Count == 0)
        {
            // Not being able to is an answer; that a provider is overloaded, or a budget used up, says nothing about its model.
            seen = (false, failure.Message);
        }

        steps.Add(new ProbeStep(name, seen.Passed, Short(seen.Found), talk.Spent.Usd - before, time.GetElapsedTime(began).TotalSeconds));
        return seen.Passed;
    }

    private static string Short(string found)
    {
        var line = string.Join(' ', found.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 200 ? line : $"{line[..200]}…";
    }
}
