using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Droids;
using Factory.Droids.Roles;

namespace Factory.Reviewer;

/// <summary>Findings: checks that need no model, and the reviewer droid.</summary>
public static class ReviewerSetup
{
    public static void AddReviewer(this IHostApplicationBuilder builder) =>
        builder.AddDroidRole<ReviewerRole, ReviewCommit, ReviewerResult>("reviewer", Endpoints.Reviewer);
}
