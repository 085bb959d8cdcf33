using Factory.Outbound;
using Factory.Outbound.Bridging;
using Factory.Outbound.Connecting;
using Factory.Outbound.Fetching;

// Started by a computer in a sandbox that holds this program, the system and a network, and nothing else.
using var input = StandardStreams.Input();
using var output = StandardStreams.Output();
var network = new SystemNetwork();
switch (args)
{
    case [FetchProgram.Mode]:
        await FetchProgram.Run(input, output, network);
        return 0;
    case [Bridge.Mode]:
        using (var bridge = new Bridge(network))
            await bridge.Run(input, output);
        return 0;
    default:
        return 2;
}
