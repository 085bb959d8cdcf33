using Factory.Droids.Tools;
using Factory.Droids.Web;
using Microsoft.Extensions.Hosting;

namespace Factory.Droids.Roles;

/// <summary>Stops the start of a host whose prompts or roles' tools are broken, or that lacks the program that asks hosts, instead of its first mission.</summary>
internal sealed class PromptCheck(IEnumerable<DroidRole> roles) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var role in roles)
            _ = (role.Prompt, ToolCatalog.For(role.Name, role.Offered), role.HasWeb ? OutboundProgram.Instance : null);

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
