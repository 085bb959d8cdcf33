namespace Factory.ScriptedModel;

/// <summary>A reply in the words of one protocol.</summary>
internal interface IProviderWords
{
    object Whole(ScriptedRequest request, Reply reply);

    /// <summary>The events of a stream in their order: name (null for none) and data, as text or to be serialised.</summary>
    IEnumerable<(string? Name, object Data)> Events(ScriptedRequest request, Reply reply);
}
