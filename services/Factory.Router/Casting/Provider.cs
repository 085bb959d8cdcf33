namespace Factory.Router.Casting;

/// <summary>Which protocol a model is spoken to in.</summary>
internal enum Provider
{
    Mechanic = 1,

    /// <summary>Chat Completions as servers other than OpenAI's speak it (vLLM, Ollama, DeepSeek, OpenRouter).</summary>
    OpenAiCompatible = 2,

    /// <summary>OpenAI's Chat Completions.</summary>
    OpenAi = 3,

    OpenAiResponses = 4,

    /// <summary>Chat Completions of a deployment on Azure; the model's name is the deployment's.</summary>
    AzureOpenAi = 5,

    /// <summary>Anthropic's Messages.</summary>
    Anthropic = 6,
}

/// <summary>How a model is told of tools and calls them.</summary>
internal enum Dialect
{
    /// <summary>As the provider's protocol does it.</summary>
    NativeTools = 1,

    /// <summary>Tools described in the rules, calls as tagged text.</summary>
    TaggedText = 2,

    /// <summary>One block of shell commands an answer; for models that manage no more.</summary>
    ShellLoop = 3,
}
