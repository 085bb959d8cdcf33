namespace Factory.Contracts;

/// <summary>The names of the queues. A queue's name is its address on every transport.</summary>
public static class Endpoints
{
    public const string Signals = "signal-intake";
    public const string Missions = "planner-missions";
    public const string Planner = "planner";
    public const string Research = "research";
    public const string Features = "planner-features";
    public const string Tester = "tester";
    public const string Reviewer = "reviewer";

    /// <summary>The reviews of pull requests, one saga each.</summary>
    public const string Reviews = "reviewer-pull-requests";

    /// <summary>What a round of such a review asks for, and what others answer to its mission: passed on to the saga of the pull request.</summary>
    public const string ReviewRounds = "reviewer-rounds";
    public const string Docs = "docs";
    public const string Coder = "coder";
    public const string Router = "router";
    public const string Publisher = "publisher";

    /// <summary>The droid runs that a service hosts, for example <c>coder-runs</c>.</summary>
    public static string Runs(string service) => $"{service}-runs";

    /// <summary>Where any computer of a service takes a new workspace, for example <c>coder-workspaces</c>.</summary>
    public static string Workspaces(string service) => $"{service}-workspaces";

    /// <summary>The queue of one computer: only it can run tools in the workspaces that it holds.</summary>
    public static string Computer(Guid computerId) => $"computer-{computerId:n}";
}
