using Factory.Droids.Tools;
using Factory.Router.Casting;

namespace Factory.Router.Dialects;

/// <summary>The dialects by kind.</summary>
internal static class DialectCatalog
{
    private static readonly IDialect Native = new NativeTools();
    private static readonly IDialect Tagged = new TaggedText();
    private static readonly IDialect Shell = new ShellLoop();

    /// <summary>A role that may run no commands has nothing to do in a shell loop.</summary>
    public static IDialect For(Dialect wanted, IReadOnlyList<string> tools) => wanted switch
    {
        Dialect.NativeTools => Native,
        Dialect.ShellLoop when tools.Contains(ToolCatalog.Run) => Shell,
        _ => Tagged,
    };
}
