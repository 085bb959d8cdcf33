#:sdk Aspire.AppHost.Sdk@13.0.0
#:package Aspire.Hosting.PostgreSQL@13.0.0
#:package Aspire.Hosting.RabbitMQ@13.0.0
#:property ManagePackageVersionsCentrally=false
#pragma warning disable ASPIRECSHARPAPPS001 // AddCSharpApp is experimental: it needs no reference from here to a service.

// The factory, one process a service: run with `dotnet run aspire/apphost.cs`. `./factory up --services` starts the same without Aspire.

var builder = DistributedApplication.CreateBuilder(args);

var database = builder.AddPostgres("postgres").WithDataVolume().AddDatabase("factory");
var rabbitmq = builder.AddRabbitMQ("rabbitmq").WithDataVolume().WithManagementPlugin();
var token = builder.AddParameter("api-token", secret: true);
var dataFolder = Path.Combine(builder.AppHostDirectory, "..", ".factory");

// What people and tools talk to.
Service("signal-intake", "../services/Factory.SignalIntake/").WithEnvironment("Factory__ApiToken", token).WithExternalHttpEndpoints();
Service("mission-control", "../services/Factory.MissionControl/").WithEnvironment("Factory__ApiToken", token).WithExternalHttpEndpoints();

// The line: coders wait for tests most of the time, so there are more of them.
Service("planner", "../services/Factory.Planner/");
Service("coder", "../services/Factory.Coder/").WithReplicas(2);
Service("tester", "../services/Factory.Tester/");
Service("reviewer", "../services/Factory.Reviewer/");
Service("docs", "../services/Factory.Docs/");

// The only holders of model keys and of forge tokens.
Service("router", "../services/Factory.Router/").WithExternalHttpEndpoints(); // its gateway, for people's own tools
Service("publisher", "../services/Factory.Publisher/");

builder.Build().Run();

IResourceBuilder<ProjectResource> Service(string name, string path) =>
    builder.AddCSharpApp(name, path)
        .WithReference(database).WithReference(rabbitmq)
        .WaitFor(database).WaitFor(rabbitmq)
        .WithEnvironment("Factory__DataFolder", dataFolder)
        .WithHttpEndpoint() // no launch profile names one, and the health check needs it
        .WithHttpHealthCheck("/health");
