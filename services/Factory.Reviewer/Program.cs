using Factory.Reviewer;
using Factory.ServiceDefaults;

var builder = WebApplication.CreateSlimBuilder(args);
builder.AddServiceDefaults("reviewer");
builder.AddReviewer();
builder.AddServiceBus();

var app = builder.Build();
app.MapDefaultEndpoints();
await app.RunAsync();
