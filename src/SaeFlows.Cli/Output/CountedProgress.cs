namespace SaeFlows.Cli.Output;

/// <summary>Says now and then how far a count has come; silent where the whole is small.</summary>
internal sealed class CountedProgress(Terminal terminal, string what, long total) : IProgress<long>
{
    private const long Every = 2_000;

    public void Report(long value)
    {
        if (value % Every == 0)
        {
            terminal.Say($"{value} of {total} {what}");
        }
    }
}
