namespace Factory.SignalIntake.Tests.Fixtures;

/// <summary>Events of GitHub, as small as they may be.</summary>
internal static class Payloads
{
    public static readonly string Head = new('a', 40);
    public static readonly string Merge = new('c', 40);

    private static readonly string Base = new('b', 40);

    public static object PullRequest(string branch = "totals", string head = "", int number = 12, string association = "MEMBER", bool draft = false, bool fork = false, bool merged = false, string at = "2026-11-20T10:00:00Z", string into = "main", string state = "open") => new
    {
        number,
        title = "Totals are rounded",
        body = "As agreed.",
        state,
        draft,
        merged,
        merge_commit_sha = merged ? Merge : null,
        updated_at = at,
        closed_at = at,
        html_url = $"https://github.com/acme/shop/pull/{number}",
        author_association = association,
        user = new { login = "ann" },
        head = new { @ref = branch, sha = head.Length > 0 ? head : Head, repo = new { id = fork ? 2 : 1, full_name = fork ? "eve/shop" : "acme/shop" } },
        @base = new { @ref = into, sha = Base, repo = new { id = 1, full_name = "acme/shop" } },
    };

    public static object Event(string action, object pull, string sender = "bob", string? before = null) =>
        new { action, before, pull_request = pull, sender = new { login = sender }, repository = Repository };

    public static object Repository { get; } = new { full_name = "acme/shop", default_branch = "main" };

    public static object Review(object pull, string state, string body = "Please round each share.", string association = "MEMBER") => new
    {
        action = "submitted",
        review = new { id = 70, body, state, commit_id = Head, author_association = association, user = new { login = "bob" } },
        pull_request = pull,
        sender = new { login = "bob" },
        repository = Repository,
    };

    public static object ReviewComment(object pull, string body, string association = "MEMBER", int? inReplyTo = null) => new
    {
        action = "created",
        comment = new { id = 71, body, path = "shop/totals.py", line = 7, diff_hunk = "@@ -5,3 +5,3 @@\n-    return total\n+    return round(total)", commit_id = Head, in_reply_to_id = inReplyTo, author_association = association, user = new { login = "bob" } },
        pull_request = pull,
        sender = new { login = "bob" },
        repository = Repository,
    };

    public static object Comment(string body, string association = "MEMBER", bool onPullRequest = true, string opener = "ann", long id = 72) => new
    {
        action = "created",
        sender = new { login = "bob" },
        comment = new { id, body, author_association = association, user = new { login = "bob" } },
        issue = new { number = 12, title = "Totals are rounded", body = "As agreed.", author_association = "NONE", user = new { login = opener }, pull_request = onPullRequest ? new { url = "https://api.github.com/x" } : null },
        repository = Repository,
    };

    public static object Check(string conclusion, long id = 500, string branch = "totals", bool named = true, string app = "github-actions", string sender = "bob") => new
    {
        action = "completed",
        check_run = new
        {
            id,
            name = "unit tests",
            head_sha = Head,
            conclusion,
            app = new { slug = app },
            check_suite = new { head_branch = branch },
            pull_requests = named ? new[] { new { number = 12, head = new { @ref = branch, sha = Head, repo = new { id = 1 } }, @base = new { @ref = "main", sha = Base, repo = new { id = 1 } } } } : [],
            output = new { title = "2 failed", summary = "test_total failed", text = (string?)null },
        },
        sender = new { login = sender },
        repository = Repository,
    };
}
