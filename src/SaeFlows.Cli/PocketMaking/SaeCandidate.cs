using SaeFlows.Core.Detection;
using SaeFlows.Core.Features;
using SaeFlows.Torch.Sae;

namespace SaeFlows.Cli.PocketMaking;

/// <summary>An SAE on one layer with the best way to use it on development questions.</summary>
internal sealed record SaeCandidate(ReluAutoencoder Sae, LabelSet Labels, SaeMetrics Metrics, DomainProfile Profile, double Quality);
