using Factory.Planner;
using Factory.ServiceDefaults;

var builder = WebApplication.CreateSlimBuilder(args);
builder.AddServiceDefaults("planner");
builder.AddPlanner();
builder.AddServiceBus();

var app = builder.Build();
app.MapDefaultEndpoints();
await app.RunAsync();
