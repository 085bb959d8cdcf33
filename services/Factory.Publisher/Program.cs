using Factory.Publisher;
using Factory.ServiceDefaults;

var builder = WebApplication.CreateSlimBuilder(args);
builder.AddServiceDefaults("publisher");
builder.AddPublisher();
builder.AddServiceBus();

var app = builder.Build();
app.MapDefaultEndpoints();
await app.RunAsync();
