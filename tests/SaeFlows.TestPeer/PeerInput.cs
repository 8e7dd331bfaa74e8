using System.Collections.Concurrent;

namespace SaeFlows.TestPeer;

/// <summary>The lines that the test writes to this process. Its end is the test's end: the process then ends too.</summary>
internal static class PeerInput
{
    private static readonly BlockingCollection<string> Lines = [];

    public static void Follow() => new Thread(Read) { IsBackground = true }.Start();

    /// <summary>Waits for the next line.</summary>
    public static string Next() => Lines.Take();

    private static void Read()
    {
        while (Console.ReadLine() is { } line)
        {
            Lines.Add(line);
        }

        Environment.Exit(3);
    }
}
