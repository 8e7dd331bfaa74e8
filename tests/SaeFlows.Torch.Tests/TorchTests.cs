using SaeFlows.Torch.Native;

namespace SaeFlows.Torch.Tests;

/// <summary>Base of tests that make tensors: loads the native library first.</summary>
public abstract class TorchTests
{
    static TorchTests() => TorchLibrary.EnsureLoaded();
}
