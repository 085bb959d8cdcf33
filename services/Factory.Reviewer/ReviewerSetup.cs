using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Droids;
using Factory.Droids.Roles;
using Factory.Reviewer.PullRequests;

namespace Factory.Reviewer;

/// <summary>Findings: checks that need no model, the reviewer droid, and the reviews of pull requests.</summary>
public static class ReviewerSetup
{
    public static void AddReviewer(this IHostApplicationBuilder builder)
    {
        builder.AddDroidRole<ReviewerRole, ReviewCommit, ReviewerResult>("reviewer", Endpoints.Reviewer);
        builder.AddPullRequests();
    }
}
