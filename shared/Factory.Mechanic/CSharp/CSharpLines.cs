using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Factory.Mechanic.CSharp;

/// <summary>How a file's lines end and are indented, so that what is added looks like what is there.</summary>
internal static class CSharpLines
{
    /// <summary>What stands between a statement and one put in front of it, or behind it: the file's line end and the statement's indentation.</summary>
    public static string Break(SourceText text, SyntaxNode node) => NewLine(text) + White(text, node);

    private static string NewLine(SourceText text) => text.Lines[0] is var line && line.EndIncludingLineBreak - line.End == 2 ? "\r\n" : "\n";

    private static string White(SourceText text, SyntaxNode node) => string.Concat(text.ToString(text.Lines.GetLineFromPosition(node.SpanStart).Span).TakeWhile(char.IsWhiteSpace));
}
