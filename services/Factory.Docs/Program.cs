using Factory.Docs;
using Factory.ServiceDefaults;

var builder = WebApplication.CreateSlimBuilder(args);
builder.AddServiceDefaults("docs");
builder.AddDocs();
builder.AddServiceBus();

var app = builder.Build();
app.MapDefaultEndpoints();
await app.RunAsync();
