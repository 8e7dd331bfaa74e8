using SaeFlows.Core.Durability;

namespace SaeFlows.TestKit.Suites;

/// <summary>An engine under test with a clock that only the test moves.</summary>
public interface IEngineHost : IAsyncDisposable
{
    IOrchestrationClient Client { get; }

    /// <summary>Moves the engine's clock on.</summary>
    void Advance(TimeSpan by);

    /// <summary>Stops the engine and starts a new one on the same store; nothing may stay in memory.</summary>
    Task RestartAsync();
}
