using System.Globalization;

namespace SaeFlows.Cli.Benchmarks;

/// <summary>What <see cref="EngineBenchmark"/> measured.</summary>
internal sealed record EngineBenchmarkResult(
    string Synchronous,
    int Cores,
    int Workflows,
    int StepsPerWorkflow,
    double ColdWorkflowsPerSecond,
    double WarmWorkflowsPerSecond,
    double CpuMicrosecondsPerWorkflow,
    double StepP50Milliseconds,
    double StepP99Milliseconds,
    int Queued,
    double MemoryMegabytes)
{
    public string ToTable() => string.Create(CultureInfo.InvariantCulture, $"""
        embedded engine, synchronous={Synchronous}, {Cores} cores
        workflows/s, {StepsPerWorkflow} sequential trivial activities, cold   {ColdWorkflowsPerSecond,10:F0}   ({Workflows / 4} workflows)
        workflows/s, {StepsPerWorkflow} sequential trivial activities, warm   {WarmWorkflowsPerSecond,10:F0}   ({Workflows} workflows)
        processor time per workflow, warm                {CpuMicrosecondsPerWorkflow,10:F0} us
        overhead per step when idle, p50                 {StepP50Milliseconds,10:F3} ms
        overhead per step when idle, p99                 {StepP99Milliseconds,10:F3} ms
        working set with {Queued} queued instances      {MemoryMegabytes,10:F0} MB
        """);
}
