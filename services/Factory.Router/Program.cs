using Factory.Router;
using Factory.ServiceDefaults;

var builder = WebApplication.CreateSlimBuilder(args);
builder.AddServiceDefaults("router");
builder.AddRouter();
builder.AddServiceBus();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapRouter();
await app.RunAsync();
