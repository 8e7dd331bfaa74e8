using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using SaeFlows.Core.Models;

namespace SaeFlows.Hosting.Workers;

/// <summary>Traces and metrics over OTLP, where the standard variable OTEL_EXPORTER_OTLP_ENDPOINT names a collector.</summary>
public sealed class Telemetry : IDisposable
{
    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private readonly TracerProvider _traces;
    private readonly MeterProvider _metrics;

    private Telemetry()
    {
        var resource = ResourceBuilder.CreateDefault().AddService("saeflows");
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(ModelTelemetry.Name).AddOtlpExporter().Build();
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(ModelTelemetry.Name).AddOtlpExporter().Build();
    }

    /// <summary>Null where no collector is named.</summary>
    public static Telemetry? StartWhereConfigured() =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable(EndpointVariable)) ? null : new Telemetry();

    public void Dispose()
    {
        _traces.Dispose();
        _metrics.Dispose();
    }
}
