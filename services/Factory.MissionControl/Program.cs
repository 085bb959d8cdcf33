using Factory.MissionControl;
using Factory.ServiceDefaults;

var builder = WebApplication.CreateSlimBuilder(args);
builder.AddServiceDefaults("mission-control");
builder.AddMissionControl();
builder.AddServiceBus();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapMissionControl();
await app.RunAsync();
