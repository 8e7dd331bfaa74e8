using SaeFlows.Torch.Native;
using TorchSharp;

namespace SaeFlows.Torch.Tests.Models;

/// <summary>Tests that count the live tensors of the whole process run alone.</summary>
[CollectionDefinition(nameof(LiveTensors), DisableParallelization = true)]
public sealed class LiveTensors
{
    /// <summary>Live tensors, once what other tests have dropped is gone.</summary>
    public static long Count()
    {
        TorchLibrary.EnsureLoaded();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return torch.Tensor.TotalCount;
    }
}
