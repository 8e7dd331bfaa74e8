using SaeFlows.TestPeer;

// A process that tests start, talk to by its output, and kill.
return args switch
{
    ["broker", .. var queues] => BrokerPeer.Run(queues),
    ["worker", var connection] => await WorkerPeer.RunAsync(connection),
    ["drain", var file] => await DrainPeer.RunAsync(file),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: broker QUEUE... | worker (sqlite:FILE or CONNECTION_STRING) | drain FILE");
    return 2;
}
