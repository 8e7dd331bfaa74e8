using System.Diagnostics;

namespace SaeFlows.Core.Models;

/// <summary>A job at hand: the held delivery, what it asks, and the trace that its answer continues.</summary>
internal sealed record WorkItem(HeldJob Held, ModelJob Job, string Fingerprint, Activity? Trace);
