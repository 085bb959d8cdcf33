namespace Factory.ScriptedModel;

/// <summary>Which protocol a request came in.</summary>
public enum ScriptedProtocol
{
    ChatCompletions = 1,
    Responses = 2,
    Messages = 3,
}
