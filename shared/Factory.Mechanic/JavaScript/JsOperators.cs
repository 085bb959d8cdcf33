namespace Factory.Mechanic.JavaScript;

/// <summary>What people mix up, and how often: a table of priors by operator and by method name.</summary>
internal static class JsOperators
{
    private static readonly Dictionary<string, (string, double)[]> Table = new(StringComparer.Ordinal)
    {
        ["<"] = [("<=", 1.0), (">", 0.5), (">=", 0.4), ("===", 0.1)],
        ["<="] = [("<", 1.0), (">=", 0.5), (">", 0.4), ("===", 0.1)],
        [">"] = [(">=", 1.0), ("<", 0.5), ("<=", 0.4), ("===", 0.1)],
        [">="] = [(">", 1.0), ("<=", 0.5), ("<", 0.4), ("===", 0.1)],
        ["==="] = [("!==", 0.7), (">=", 0.25), ("<=", 0.25), ("==", 0.2), (">", 0.1), ("<", 0.1)],
        ["!=="] = [("===", 0.7), ("!=", 0.2), (">", 0.15), ("<", 0.15)],
        ["=="] = [("!=", 0.7), ("===", 0.4), (">=", 0.2), ("<=", 0.2)],
        ["!="] = [("==", 0.7), ("!==", 0.4)],
        ["+"] = [("-", 0.5), ("*", 0.25)],
        ["-"] = [("+", 0.5), ("%", 0.1), ("/", 0.1)],
        ["*"] = [("/", 0.4), ("+", 0.35), ("**", 0.25), ("-", 0.1)],
        ["/"] = [("*", 0.5), ("%", 0.35), ("-", 0.1)],
        ["%"] = [("/", 0.4), ("*", 0.2)],
        ["**"] = [("*", 0.5)],
        ["&&"] = [("||", 0.7), ("??", 0.1)],
        ["||"] = [("&&", 0.7), ("??", 0.5)],
        ["??"] = [("||", 0.5), ("&&", 0.3)],
        ["&"] = [("|", 0.5), ("^", 0.3), ("&&", 0.2)],
        ["|"] = [("&", 0.5), ("^", 0.3), ("||", 0.2)],
        ["^"] = [("&", 0.4), ("|", 0.4), ("**", 0.3)],
        ["<<"] = [(">>", 0.5)],
        [">>"] = [("<<", 0.5), (">>>", 0.3)],
        [">>>"] = [(">>", 0.4)],
        ["+="] = [("-=", 0.7), ("=", 0.3), ("*=", 0.25)],
        ["-="] = [("+=", 0.7), ("=", 0.3)],
        ["*="] = [("/=", 0.4), ("+=", 0.4)],
        ["/="] = [("*=", 0.4), ("-=", 0.2)],
        ["="] = [("+=", 0.2), ("-=", 0.1)],
        ["&&="] = [("||=", 0.5)],
        ["||="] = [("&&=", 0.5), ("??=", 0.4)],
        ["??="] = [("||=", 0.4)],
        ["?."] = [],
        ["instanceof"] = [],
    };

    private static readonly string[][] Alike =
    [
        ["min", "max"], ["floor", "ceil", "round", "trunc"], ["some", "every"], ["find", "filter", "findIndex", "findLast"], ["indexOf", "lastIndexOf"], ["push", "unshift"],
        ["pop", "shift"], ["toUpperCase", "toLowerCase"], ["startsWith", "endsWith", "includes"], ["trim", "trimStart", "trimEnd"], ["map", "forEach", "flatMap"],
        ["keys", "values", "entries"], ["slice", "splice"], ["push", "concat"], ["substring", "substr", "slice"], ["padStart", "padEnd"], ["parseInt", "parseFloat", "Number"],
        ["getDate", "getDay"], ["getMonth", "getDate"], ["add", "delete"], ["reduce", "reduceRight"], ["match", "matchAll"], ["replace", "replaceAll"], ["then", "catch"],
        ["isNaN", "isFinite"], ["all", "allSettled", "any", "race"], ["has", "get"], ["sort", "reverse"], ["setTimeout", "setInterval"], ["call", "apply"], ["max", "min"],
        ["size", "length"], ["getHours", "getUTCHours"], ["getDate", "getUTCDate"], ["first", "last"], ["start", "end"], ["left", "right"], ["before", "after"], ["width", "height"],
        ["findIndex", "findLastIndex"], ["findLast", "findLastIndex"], ["flat", "flatMap"], ["append", "prepend"], ["charCodeAt", "codePointAt"], ["log", "log2", "log10"], ["isInteger", "isSafeInteger", "isFinite"],
        ["getMinutes", "getSeconds", "getHours"], ["getFullYear", "getMonth"], ["setDate", "setMonth", "setFullYear"], ["toFixed", "toPrecision"], ["union", "intersection", "difference"], ["toSorted", "toReversed"], ["MAX_VALUE", "MIN_VALUE"],
    ];

    private static readonly string[] Opposites = ["min max", "floor ceil", "some every", "indexOf lastIndexOf", "toUpperCase toLowerCase", "startsWith endsWith", "trimStart trimEnd", "padStart padEnd", "add delete", "all any"];

    /// <summary>Whether people mix up the two more than other names that are alike.</summary>
    public static bool AreOpposite(string name, string other) => Opposites.Any(o => o == $"{name} {other}" || o == $"{other} {name}");

    public static IReadOnlyList<(string Other, double Prior)> Swaps(string punctuator) => Table.TryGetValue(punctuator, out var swaps) ? swaps : [];

    public static IEnumerable<string> Methods(string name) => Alike.Where(a => a.Contains(name, StringComparer.Ordinal)).SelectMany(a => a).Where(o => o != name).Distinct(StringComparer.Ordinal);

    public static string Kind(string punctuator) => punctuator switch
    {
        "<" or "<=" or ">" or ">=" or "==" or "!=" or "===" or "!==" => "comparison",
        "&&" or "||" or "??" => "logical",
        "&" or "|" or "^" or "<<" or ">>" or ">>>" => "bitwise",
        _ when punctuator.EndsWith('=') => "assignment",
        _ => "arithmetic",
    };
}
