using System.Globalization;
using System.Text;
using Factory.Droids.Roles;
using Factory.Outbound;
using Factory.Outbound.Hosts;
using Microsoft.Extensions.Configuration;

namespace Factory.Droids.Web;

/// <summary>What the operator lets droids fetch from the web. Section <c>Factory:Web</c>; a repository has no say in it.</summary>
internal sealed class WebAccess
{
    private const string Section = "Factory:Web";
    private const int UsualFetches = 30;
    private const int MostFetches = 1_000;

    /// <summary>Those that look things up. Who judges a change reads no pages unless the operator says so.</summary>
    private static readonly string[] UsualRoles = [RoleNames.Planner, RoleNames.Coder, RoleNames.Research];

    private readonly IReadOnlyList<string> _roles;

    /// <exception cref="InvalidOperationException">A setting is wrong; the message names its key.</exception>
    public WebAccess(IReadOnlyList<HostRule> hosts, IReadOnlyList<string>? roles = null, int? fetchesPerRun = null)
    {
        try
        {
            Hosts = new HostRules(hosts);
        }
        catch (OutboundRefused refused)
        {
            throw new InvalidOperationException($"Configuration key {Section}:Hosts: {refused.Message}", refused);
        }

        (_roles, FetchesPerRun) = (roles ?? UsualRoles, fetchesPerRun ?? UsualFetches);
        if (_roles.Count == 0 || _roles.Except(RoleNames.All, StringComparer.Ordinal).Any())
            throw new InvalidOperationException($"Configuration key {Section}:Roles needs some of {string.Join(", ", RoleNames.All)}.");
        if (FetchesPerRun is < 1 or > MostFetches)
            throw new InvalidOperationException($"Configuration key {Section}:FetchesPerRun is {FetchesPerRun}: use 1 to {MostFetches}.");
    }

    public HostRules Hosts { get; }

    /// <summary>What one run may fetch at most.</summary>
    public int FetchesPerRun { get; }

    public static WebAccess Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var hosts = section.GetSection("Hosts").GetChildren().Select(host => host.Value is { Length: > 0 } name ? new HostRule { Name = name } : host.Get<HostRule>() ?? new HostRule());
        return new WebAccess([.. hosts], section.GetSection("Roles").Get<string[]>(), section.GetValue<int?>("FetchesPerRun"));
    }

    /// <summary>Whether the role has the tool at all: no host is none to fetch from.</summary>
    public bool IsFor(string role) => Hosts.All.Count > 0 && _roles.Contains(role, StringComparer.Ordinal);

    /// <summary>What a role's run is told at its start; empty where it has no access.</summary>
    public string Tell(string role)
    {
        if (!IsFor(role))
            return "";
        var told = new StringBuilder().Append(CultureInfo.InvariantCulture, $"\n### The web\n\n`fetch` reads from these hosts, at most {FetchesPerRun} times in this run:\n\n");
        foreach (var host in Hosts.All.OrderBy(host => host.Name, StringComparer.Ordinal))
            told.Append(CultureInfo.InvariantCulture, $"- {(host.Http ? "http" : "https")}://{host.Name}{(host.Ports.Count > 0 ? $" (port {string.Join(", ", host.Ports)})" : "")}\n");
        return told.ToString();
    }
}
