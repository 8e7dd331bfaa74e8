namespace SaeFlows.Core.Tests.Datasets;

/// <summary>Tests that measure the process and so run while no other test does.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
#pragma warning disable CA1711 // xunit calls these collections.
public sealed class AloneCollection;
#pragma warning restore CA1711
