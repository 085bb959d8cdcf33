using Factory.Contracts.Features;
using Factory.Contracts.History;
using Factory.Contracts.Planning;
using Factory.Contracts.Runs;

namespace Factory.History.Missions;

/// <summary>What an event says to people, in a few words.</summary>
internal static class TimelineText
{
    public static string Of(StoredEvent stored) => stored.Data switch
    {
        SignalReceived one => $"{one.Title} (from {one.Source})",
        SignalJudged one => $"{one.Verdict}: {one.Why}",
        SignalAnswered one => $"told of the end: {With(OutcomeNames.Of(one.Outcome), one.Reason)}",
        MissionStarted one => $"{one.Title} ({one.Repository.Path})",
        RepositoryReady one => $"repository at {Commit(one.BaseCommit)}",
        PlanMade one => $"{Count(one.Features.Count, "feature")}, {Count(one.Contract.Count, "assertion")}{Guess(one.Estimate)}{Spent(one.Spent)}",
        TestsAdded one => $"tests for {Count(one.Contract.Count, "assertion")}{(one.Change is null ? "" : $" at {Commit(one.Change.Commit)}")}{Without(one)}{Spent(one.Spent)}",
        AnswerGiven one => $"answered, with {Count(one.Citations.Count, "citation")}{Spent(one.Spent)}",
        FeatureStarted one => $"{one.Title} on {Commit(one.BaseCommit)}",
        FeatureFinished one => $"done at {Commit(one.Change.Commit)}, {Seen(one.OnHead)}{Spent(one.Spent)}",
        FeatureAbandoned one => $"{one.Reason}{Spent(one.Spent)}",
        DocumentsWritten one => $"{one.Title}, at {Commit(one.Change.Commit)}{Spent(one.Spent)}",
        EvidenceSeen one => $"at {Commit(one.Commit)}: {Seen(one.OnHead)} (before: {Seen(one.OnBase)})",
        GateDecided one => one.Opened ? $"open for {Commit(one.Commit)}" : $"closed for {Commit(one.Commit)}: {string.Join("; ", one.Reasons)}",
        BranchPublished one => $"{one.Branch} at {Commit(one.Commit)}{(one.PullRequest is null ? "" : $": pull request {one.PullRequest.Number}, {one.Url}")}",
        ReworkStarted one => $"rework {one.Number}: {one.Why}",
        ReworkGivenUp one => $"rework {one.Number} is not done: {one.Reason}",
        OutputRejected one => $"{one.What} was refused: {one.Reason}",
        ChangeSettled one => $"{OutcomeNames.Of(one.Happening)} by {one.By}{(one.Commit is null ? "" : $" at {Commit(one.Commit)}")}",
        MissionPaused one => $"by {one.By}",
        MissionResumed one => $"by {one.By}",
        MissionNoted one => $"{one.By} said something to the droids",
        MissionNoteRefused one => $"what {one.By} said was not taken: {one.Reason}",
        MissionLimitsChanged one => $"by {one.By}: {one.Limits.Time}, {one.Limits.Turns} turns a run, ${one.Limits.Usd:0.##}",
        ReviewRoundStarted one => $"round {one.Round}: {(one.Whole ? "all of" : "what is new in")} pull request {one.PullRequest.Number} at {Commit(one.PullRequest.HeadCommit)}",
        ReviewRoundFinished one => $"round {one.Round} at {Commit(one.Commit)}: {Count(one.New.Count, "new finding")}, {one.Open} open, {one.Fixed} fixed{(one.Dropped is { Count: > 0 } dropped ? $", {dropped.Count} dropped" : "")}{(one.LeftOut is { Count: > 0 } left ? $", {Count(left.Count, "file")} left out" : "")}{Spent(one.Spent)}",
        MissionConcluded one => $"{With(OutcomeNames.Of(one.Outcome), one.Reason)}{Spent(one.Spent)}",
        _ => OfFeatureOrRun(stored),
    };

    private static string OfFeatureOrRun(StoredEvent stored) => stored.Data switch
    {
        FeatureOpened one => $"{one.Title} on {Commit(one.BaseCommit)}",
        CodeRequested one => one.Attempt == 1 ? "first attempt" : $"attempt {one.Attempt}, with the reasons of the one before",
        CodeReceived one => $"attempt {one.Attempt}: {Commit(one.Change.Commit)}{Spent(one.Spent)}",
        CodeRefused one => $"attempt {one.Attempt}: {OutcomeNames.Of(one.Outcome)}: {one.Reason}{Spent(one.Spent)}",
        FeatureTested one => $"attempt {one.Attempt} at {Commit(one.Commit)}: {(one.Passed ? "passed" : "not passed")}, {Seen(one.OnHead)}",
        FeatureReviewed one => $"attempt {one.Attempt} at {Commit(one.Commit)}: {(one.Approved ? "approved" : "sent back")}, {Count(one.Findings.Count, "finding")}{(one.Dropped is { Count: > 0 } dropped ? $", {dropped.Count} dropped" : "")}{Spent(one.Spent)}",
        FeatureClosed one => With(one.Done ? "done" : "not done", one.Reason),
        RunStarted one => $"{one.Role} starts",
        WorkspaceReady one => $"workspace{(one.FromCheckpoint ? " from its checkpoint" : "")} in {one.Seconds:0.0} s",
        TurnAnswered one => $"turn {one.Turn}: {one.Model} asks for {Count(one.Calls, "tool call")} after {one.Seconds:0.0} s{Spent(one.Spent)}",
        ToolsReturned one => $"turn {one.Turn}: tools ran for {one.Seconds:0.0} s{(one.Finish is null ? "" : ", and the run finishes")}",
        QuestionAsked one => $"turn {one.Turn}: the droid asks a person and waits for an answer ('factory say')",
        RunNoted one => one.By == "factory" ? $"after turn {one.AfterTurn}: told that it goes round in circles" : $"after turn {one.AfterTurn}: hears what {one.By} said",
        RunLimitsChanged one => $"now {one.Limits.Time}, {one.Limits.Turns} turns, ${one.Limits.Usd:0.##}",
        ModelChosen one => $"turn {one.Turn}: {one.Model ?? "no model"}, {one.Reason}",
        ModelHedged one => $"turn {one.Turn}: {one.Model} was silent for {one.AfterSeconds:0.###} s, so {one.Asked} was asked, too; {(one.Answered is null ? "neither answered" : $"{one.Answered} answered first")}",
        TranscriptCompacted one => $"turns up to {one.UpToTurn} summed up by {one.By}: {one.TokensBefore} tokens become {one.TokensAfter}{Spent(one.Spent)}",
        MissionCast one => $"cast by {one.By} ({one.Hash})",
        WorkspaceWasLost => "the computer that held the workspace is gone",
        RunEnded one => $"{With(OutcomeNames.Of(one.Outcome), one.Reason)}{Spent(one.Spent)}",
        _ => stored.Type.Replace('_', ' '),
    };

    private static string With(string word, string reason) => reason.Length == 0 ? word : $"{word}: {reason}";

    private static string Guess(PlanEstimate? guess) => guess is null ? "" : $"; a guess: {Count(guess.Runs, "run")}, about {guess.Turns} turns{(guess.Usd > 0 ? $", about ${guess.Usd:0.00##}" : "")} if nothing is sent back";

    private static string Without(TestsAdded one) => one.Uncovered.Count == 0 ? "" : $"; not proven and left out: {string.Join(", ", one.Uncovered.Select(left => left.Id))}{(one.LeftOut.Count == 0 ? "" : $" ({Count(one.LeftOut.Count, "feature")} with them)")}";

    private static string Commit(string commit) => commit.Length > 8 ? commit[..8] : commit;

    private static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";

    private static string Seen(IReadOnlyList<Evidence> evidence) => $"{evidence.Count(one => one.Passed)} of {evidence.Count} assertions hold";

    private static string Spent(Spending spent) => spent.Usd > 0 ? $", ${spent.Usd:0.00##}" : "";
}
