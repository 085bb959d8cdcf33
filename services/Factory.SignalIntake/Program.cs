using Factory.ServiceDefaults;
using Factory.SignalIntake;

var builder = WebApplication.CreateSlimBuilder(args);
builder.AddServiceDefaults("signal-intake");
builder.AddSignalIntake();
builder.AddServiceBus();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapSignalIntake();
await app.RunAsync();
