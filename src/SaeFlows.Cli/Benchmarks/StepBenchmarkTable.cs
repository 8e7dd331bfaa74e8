using System.Globalization;
using System.Text;
using SaeFlows.Torch.SparseBenchmarks;

namespace SaeFlows.Cli.Benchmarks;

/// <summary>The report of <c>bench sae</c> as Markdown.</summary>
internal static class StepBenchmarkTable
{
    public static string Of(StepBenchmarkReport report)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{report.Latents} latents, {report.Batch} tokens a step, {report.Threads} threads; rounds interleaved").AppendLine();
        text.AppendLine("| d_in | step | active | tokens/s, best | ms, best | ms, median | processor ms | x peer, median of rounds | x peer, processor |");
        text.AppendLine("|-:|-|-:|-:|-:|-:|-:|-:|-:|");
        foreach (var t in report.Timings)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {t.InputSize} | {t.Name} | {t.ActiveShare:P2} | {t.TokensPerSecond:F0} | {t.BestMilliseconds:F0} | {t.MedianMilliseconds:F0} | {t.ProcessorMilliseconds:F0} | {t.Speedup:F2} | {t.ProcessorSpeedup:F2} |");
        }

        text.AppendLine();
        foreach (var p in report.Products)
        {
            var int8 = p.Int8 is { } speed ? string.Create(CultureInfo.InvariantCulture, $", {speed:F0} in int8") : string.Empty;
            text.AppendLine(CultureInfo.InvariantCulture, $"d_in {p.InputSize}: libtorch's product {p.Float32:F0} Gop/s in float32, {p.BFloat16:F0} in bfloat16{int8}; five float32 products alone would be {p.DenseTokensPerSecond:F0} tokens/s");
        }

        if (report.Quality.Count > 0)
        {
            text.AppendLine().AppendLine("| kind | tokens | FVU sparse | FVU dense | L0 sparse | L0 dense | dense products used |").AppendLine("|-|-:|-:|-:|-:|-:|-|");
            foreach (var q in report.Quality)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"| {q.Kind} | {q.Tokens} | {q.SparseFvu:F5} | {q.DenseFvu:F5} | {q.SparseL0:F2} | {q.DenseL0:F2} | {(q.DenseProducts ? "yes" : "no")} |");
            }
        }

        return text.ToString().TrimEnd();
    }
}
