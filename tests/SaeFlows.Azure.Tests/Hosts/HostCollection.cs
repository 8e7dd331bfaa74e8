namespace SaeFlows.Azure.Tests.Hosts;

/// <summary>The tests that share one host.</summary>
[CollectionDefinition(Name)]
public sealed class HostCollection : ICollectionFixture<HostFixture>
{
    public const string Name = "functions host";
}
