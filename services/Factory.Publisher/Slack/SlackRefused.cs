namespace Factory.Publisher.Slack;

/// <summary>Slack refuses a call, and would refuse it again. The message says why and what to do, and holds no token.</summary>
/// <param name="error">Slack's word, for example <c>not_in_channel</c>.</param>
internal sealed class SlackRefused(string error, string message) : Exception(message)
{
    private const int LongestWord = 60;

    public string Error => error;

    /// <summary>Errors that pass by themselves.</summary>
    public static bool Passes(string error) => error is "internal_error" or "fatal_error" or "service_unavailable" or "request_timeout" or "team_added_to_org";

    /// <summary>Slack's way to ask for patience in an answer, where it does not by status 429.</summary>
    public static bool IsTooMuch(string error) => error is "ratelimited" or "rate_limited" or "message_limit_exceeded";

    public static SlackRefused Of(string chat, string method, SlackAnswer answer)
    {
        var word = Word(answer.Error) is { Length: > 0 } said ? said : "unknown";
        return new SlackRefused(word, $"Slack refuses {method} for the chat {chat} ({word}): {Advice(word, answer)}");
    }

    private static string Advice(string error, SlackAnswer answer) => error switch
    {
        "not_in_channel" => "the app is not in the channel. Invite it there: /invite and its name.",
        "channel_not_found" => "there is no such channel, or it is a private one that the app is not in. Invite it there: /invite and its name.",
        "is_archived" => "the channel is archived.",
        "missing_scope" => $"the token lacks the scope {Word(answer.Needed)}; it has {Word(answer.Provided)}. Add the scope to the app, and install it anew.",
        "invalid_auth" or "not_authed" or "token_revoked" or "token_expired" or "account_inactive" => "the token is not accepted any more. Install the app anew, and replace the token.",
        "not_allowed_token_type" => "this is a token of another kind: the bot's begins with xoxb-, the app's with xapp-.",
        "restricted_action" or "restricted_action_thread_only_channel" or "restricted_action_non_threadable_channel" => "only some people may post in the channel. Let the app post there, in the channel's settings.",
        "team_access_not_granted" or "team_not_found" or "org_login_required" => "the app is not installed in this workspace of the organisation. Let an administrator add it there.",
        "ekm_access_denied" => "an administrator has suspended posting.",
        "file_uploads_disabled" or "storage_limit_reached" => "files cannot be stored in this workspace.",
        "message_not_found" or "thread_not_found" => "the message is gone.",
        _ => "see docs.slack.dev for what this means.",
    };

    /// <summary>Nothing of an answer is shown but words of a few characters.</summary>
    private static string Word(string? word) => string.Concat((word ?? "").Where(character => char.IsAsciiLetterOrDigit(character) || character is '_' or ':' or ',' or '.' or '-').Take(LongestWord * 4));
}
