using SaeFlows.Core.Models;

namespace SaeFlows.Orchestrations.Questions;

/// <summary>A model job's result, to be written to the ledger.</summary>
public sealed record ModelResultInput(ModelJobInput Job, ModelJobResult Result);
