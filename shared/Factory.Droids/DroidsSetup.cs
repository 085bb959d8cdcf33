using Factory.Contracts;
using Factory.Contracts.Runs;
using Factory.Droids.Computers;
using Factory.Droids.Knowledge;
using Factory.Droids.Mcp;
using Factory.Droids.Roles;
using Factory.Droids.Runs;
using Factory.Droids.Tools;
using Factory.Droids.Web;
using Factory.Messaging;
using Factory.Messaging.Leases;
using Factory.Workspaces;
using Factory.Workspaces.Sandboxing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Factory.Droids;

/// <summary>Hosts droid runs: the run saga, the queue of orders, and this process's computer.</summary>
public static class DroidsSetup
{
    /// <summary>Hosts a role. A process that hosts several has one computer for all of them.</summary>
    /// <param name="service">The service that hosts the role; names its queues.</param>
    /// <param name="ordersEndpoint">Queue at which orders for this role arrive.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static IHostApplicationBuilder AddDroidRole<TRole, TOrder, TResult>(this IHostApplicationBuilder builder, string service, string ordersEndpoint)
        where TRole : DroidRole<TOrder, TResult>
        where TOrder : class
        where TResult : class
    {
        var slots = builder.AddComputer();
        builder.Services.AddSingleton(provider =>
        {
            var role = ActivatorUtilities.CreateInstance<TRole>(provider);
            role.HasWeb = provider.GetRequiredService<WebAccess>().IsFor(role.Name);
            role.HasServers = provider.GetRequiredService<McpServers>().For(role.Name).Any();
            return role;
        });
        builder.Services.AddSingleton<DroidRole<TOrder, TResult>>(provider => provider.GetRequiredService<TRole>());
        builder.Services.AddSingleton<DroidRole>(provider => provider.GetRequiredService<TRole>());
        builder.Services.AddEndpoints(endpoints => endpoints
            .Consumer<OrderConsumer<TOrder, TResult>>(ordersEndpoint)
            .Saga<DroidRunStateMachine, DroidRunState>(Endpoints.Runs(service))
            .Work<OpenWorkspace, OpenWorkspaceWork>(Endpoints.Workspaces(service), slots.Openings)
            .Work<RunTools, RunToolsWork>(Endpoints.Workspaces(service), slots.ToolRuns));
        return builder;
    }

    private static WorkspaceSlots AddComputer(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        if (services.Select(service => service.ImplementationInstance).OfType<WorkspaceSlots>().SingleOrDefault() is { } existing)
            return existing;

        var data = Path.GetFullPath(builder.Configuration["Factory:DataFolder"] ?? ".factory");
        var options = builder.Configuration.GetSection("Factory:Computer").Get<ComputerOptions>() ?? new ComputerOptions();
        options.Check();
        var folder = ComputerFolder.Claim(Path.Combine(data, "computers"));
        var slots = new WorkspaceSlots(options.Workspaces, options.ToolRuns);
        // Made by a function, so that it is let go of with the host.
        services.AddSingleton(options).AddSingleton(_ => folder).AddSingleton(slots);
        services.AddSingleton(_ => new WorkspaceHost(Workspaces(options, data, folder)));
        services.AddHostedService<PromptCheck>();
        services.AddSingleton<Computer>().AddSingleton<ComputerRegister>().AddHostedService<ComputerWatch>();
        services.AddSingleton<DroidRoles>().AddSingleton<RunSteering>().AddSingleton<DroidRunSteps>().AddSingleton<TurnRunner>().AddSingleton<ResultWriter>().AddSingleton<RepositoryReader>()
            .AddSingleton(WebAccess.Read(builder.Configuration)).AddSingleton(McpServers.Read(builder.Configuration)).AddSingleton<McpSession>();
        foreach (var tool in new[] { typeof(ReadTool), typeof(SearchTool), typeof(ListTool), typeof(EditTool), typeof(RunTool), typeof(RunTestsTool), typeof(RepairTool), typeof(DiffTool), typeof(LogTool), typeof(OutputTool), typeof(NoteTool), typeof(AskTool), typeof(MapTool), typeof(SkillTool), typeof(McpTool), typeof(FetchTool) })
            services.TryAddEnumerable(ServiceDescriptor.Singleton(typeof(ITool), tool));
        services.AddEndpoints(endpoints => endpoints
            .Work<RunTools, RunToolsWork>(Endpoints.Computer(folder.Id), slots.ToolRuns, temporary: true)
            .Consumer<CloseWorkspaceConsumer>(Endpoints.Computer(folder.Id)));
        return slots;
    }

    private static WorkspaceOptions Workspaces(ComputerOptions options, string data, ComputerFolder folder) => new()
    {
        Folder = Path.Combine(folder.Path, "workspaces"),
        MirrorsFolder = Path.Combine(data, "mirrors"),
        Sandbox = new SandboxOptions { AllowUnsandboxed = options.AllowUnsandboxed, AllowNetworkInPrepare = options.AllowNetworkInPrepare },
    };
}
