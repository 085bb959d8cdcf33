namespace Factory.Mechanic.JavaScript;

internal enum JsTokenKind
{
    Identifier = 1,
    Keyword = 2,
    Number = 3,
    Text = 4,
    Template = 5,
    Pattern = 6,
    Punctuator = 7,
}

/// <summary>A token of JavaScript with its place in the text. Comments and blanks are no tokens.</summary>
/// <param name="Start">Index in UTF-16 code units.</param>
/// <param name="End">Behind the last one.</param>
/// <param name="Line">From 1.</param>
internal readonly record struct JsToken(JsTokenKind Kind, int Start, int End, int Line, string Text)
{
    /// <summary>Whether an operand may end here, so that what follows is a binary operator and no sign or pattern.</summary>
    public bool EndsOperand => Kind switch
    {
        JsTokenKind.Identifier or JsTokenKind.Number or JsTokenKind.Text or JsTokenKind.Template or JsTokenKind.Pattern => true,
        JsTokenKind.Keyword => Text is "this" or "super" or "true" or "false" or "null",
        _ => Text is ")" or "]" or "}",
    };

    public bool Is(string text) => Kind is JsTokenKind.Punctuator or JsTokenKind.Keyword && Text == text;
}
