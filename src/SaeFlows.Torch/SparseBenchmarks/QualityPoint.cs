namespace SaeFlows.Torch.SparseBenchmarks;

/// <summary>The sparse and the dense step after the same tokens of the same stream, from the same weights.</summary>
internal sealed record QualityPoint(string Kind, long Tokens, double SparseFvu, double DenseFvu, double SparseL0, double DenseL0, bool DenseProducts);
