using Factory.Droids.Tools;
using Microsoft.Extensions.Hosting;

namespace Factory.Droids.Roles;

/// <summary>Stops the start of a host whose prompts or roles' tools are broken, instead of its first mission.</summary>
internal sealed class PromptCheck(IEnumerable<DroidRole> roles) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var role in roles)
            _ = (role.Prompt, ToolCatalog.For(role.Name, role.Offered));

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
