using Factory.Coder;
using Factory.ServiceDefaults;

var builder = WebApplication.CreateSlimBuilder(args);
builder.AddServiceDefaults("coder");
builder.AddCoder();
builder.AddServiceBus();

var app = builder.Build();
app.MapDefaultEndpoints();
await app.RunAsync();
