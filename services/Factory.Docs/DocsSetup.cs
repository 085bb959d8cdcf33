using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Droids;
using Factory.Droids.Roles;

namespace Factory.Docs;

/// <summary>The words of a change.</summary>
public static class DocsSetup
{
    public static void AddDocs(this IHostApplicationBuilder builder) =>
        builder.AddDroidRole<DocsRole, WriteDocs, DocsResult>("docs", Endpoints.Docs);
}
