using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Droids;
using Factory.Droids.Roles;

namespace Factory.Coder;

/// <summary>Coder droids and their workspaces.</summary>
public static class CoderSetup
{
    public static void AddCoder(this IHostApplicationBuilder builder) =>
        builder.AddDroidRole<CoderRole, WriteCode, CoderResult>("coder", Endpoints.Coder);
}
