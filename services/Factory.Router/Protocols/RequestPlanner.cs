using System.Collections.Concurrent;
using Factory.Contracts.Runs;
using Factory.Droids.Tools;
using Factory.Router.Casting;
using Factory.Router.Dialects;
using Factory.Router.Models;
using Factory.Router.Probing;

namespace Factory.Router.Protocols;

/// <summary>Decides how one model is asked: which dialect, with which tools, streamed or not. What the operator wrote wins over the model's card.</summary>
internal sealed class RequestPlanner(CastModel model, IProviderEndpoint endpoint, ModelCards cards)
{
    private readonly ConcurrentDictionary<string, RoleTools> tools = new(StringComparer.Ordinal);

    public async ValueTask<RequestPlan> Plan(ModelCall call, CancellationToken cancellationToken)
    {
        var (ask, card) = (call.Ask, await cards.For(model, cancellationToken));
        var wanted = model.Dialect ?? (model.Tools == false ? Dialect.TaggedText : card?.Dialect ?? Dialect.NativeTools);
        var dialect = DialectCatalog.For(wanted, ask.Tools);
        var known = Tools(ask);
        var mark = RunMark.Of(ask.RunId);
        var head = new RequestHead(model.Model, dialect.Kind == Dialect.NativeTools ? known.Rendered : default, model.MaxOutputTokens, Streams(card), ask.RunId, call.Effort);
        var addition = call.Again is { } malformed ? dialect.Refused(endpoint.Writer, malformed.Said, malformed.Understood)
            : call.Question is { } question ? endpoint.Writer.Words(Speaker.User, question)
            : null;
        return new RequestPlan(ask, endpoint.Writer, dialect, head, known.Definitions, dialect.Instructions(known.Definitions, mark), mark, card?.ContextTokens, addition);
    }

    /// <summary>Without a card only those stream of whom it is known that they can.</summary>
    private bool Streams(ModelCard? card) => model.Streaming ?? card?.Streaming ?? model.Provider != Provider.OpenAiCompatible;

    private RoleTools Tools(AskModel ask) => tools.GetOrAdd(
        $"{ask.Role} {string.Join(',', ask.Tools)}",
        static (_, known) =>
        {
            var definitions = ToolCatalog.For(known.ask.Role, known.ask.Tools);
            return new RoleTools(definitions, known.endpoint.Writer.Tools(definitions));
        },
        (ask, endpoint));

    private sealed record RoleTools(IReadOnlyList<ToolDefinition> Definitions, byte[] Rendered);
}
