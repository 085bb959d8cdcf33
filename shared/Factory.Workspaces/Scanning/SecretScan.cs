using System.Text.RegularExpressions;

namespace Factory.Workspaces.Scanning;

/// <param name="Kind">What it looks like.</param>
/// <param name="Text">The match itself: for comparing, never for showing.</param>
public sealed record SecretFound(string Kind, string Text, int Line)
{
    /// <summary>Without the secret.</summary>
    public override string ToString() => $"{Kind} on line {Line}";
}

/// <summary>
/// Looks for what is a credential by its format alone: private key blocks, and tokens that their makers marked. It finds no passwords and no home-made
/// tokens; it is a net below the rule that nothing which runs a repository's code has secrets at all.
/// </summary>
public static partial class SecretScan
{
    private static readonly (string Kind, Regex Pattern)[] Formats =
    [
        ("a private key", PrivateKey()),
        ("an AWS access key", AwsKey()),
        ("a GitHub token", GitHubToken()),
        ("a GitLab token", GitLabToken()),
        ("a Slack token", SlackToken()),
        ("a Slack webhook", SlackWebhook()),
        ("a model provider's key", ModelKey()),
        ("a Google key", GoogleKey()),
        ("a Stripe key", StripeKey()),
        ("an npm token", NpmToken()),
        ("a PyPI token", PyPiToken()),
        ("an Azure storage key", AzureKey()),
    ];

    /// <summary>What the text holds, format by format.</summary>
    public static IEnumerable<SecretFound> In(string text) =>
        from format in Formats
        from match in format.Pattern.EnumerateAll(text)
        select new SecretFound(format.Kind, match.Value, text.AsSpan(0, match.Index).Count('\n') + 1);

    /// <summary>Where each is; a key block's first line stands for the block.</summary>
    internal static IEnumerable<(string Kind, int From, int Length)> Places(string text) =>
        from format in Formats
        from match in format.Pattern.EnumerateAll(text)
        select (format.Kind, match.Index, match.Length);

    private static IEnumerable<Match> EnumerateAll(this Regex pattern, string text)
    {
        for (var match = pattern.Match(text); match.Success; match = match.NextMatch())
        {
            yield return match;
        }
    }

    [GeneratedRegex("-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----", RegexOptions.None, 5000)]
    private static partial Regex PrivateKey();

    [GeneratedRegex(@"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b", RegexOptions.None, 5000)]
    private static partial Regex AwsKey();

    [GeneratedRegex(@"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{50,})", RegexOptions.None, 5000)]
    private static partial Regex GitHubToken();

    [GeneratedRegex(@"\bglpat-[A-Za-z0-9_\-]{20,}", RegexOptions.None, 5000)]
    private static partial Regex GitLabToken();

    [GeneratedRegex(@"\bxox[abeoprs]-[A-Za-z0-9\-]{10,}", RegexOptions.None, 5000)]
    private static partial Regex SlackToken();

    [GeneratedRegex(@"hooks\.slack\.com/services/T[A-Z0-9]+/B[A-Z0-9]+/[A-Za-z0-9]{16,}", RegexOptions.None, 5000)]
    private static partial Regex SlackWebhook();

    // A digit and a capital keep class names such as sk-loading-indicator-of-a-page out.
    [GeneratedRegex(@"\bsk-(?=[A-Za-z_\-]*[0-9])(?=[a-z0-9_\-]*[A-Z])[A-Za-z0-9_\-]{20,}", RegexOptions.None, 5000)]
    private static partial Regex ModelKey();

    [GeneratedRegex(@"\bAIza[0-9A-Za-z_\-]{35}", RegexOptions.None, 5000)]
    private static partial Regex GoogleKey();

    [GeneratedRegex(@"\b(?:sk|rk)_live_[0-9A-Za-z]{16,}", RegexOptions.None, 5000)]
    private static partial Regex StripeKey();

    [GeneratedRegex(@"\bnpm_[A-Za-z0-9]{36}\b", RegexOptions.None, 5000)]
    private static partial Regex NpmToken();

    [GeneratedRegex(@"\bpypi-AgE[A-Za-z0-9_\-]{30,}", RegexOptions.None, 5000)]
    private static partial Regex PyPiToken();

    [GeneratedRegex("AccountKey=[A-Za-z0-9+/]{80,}={0,2}", RegexOptions.None, 5000)]
    private static partial Regex AzureKey();
}
