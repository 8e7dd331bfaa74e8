using SaeFlows.Core;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Native;

/// <summary>Where tensors live, chosen by name: nothing falls back to another device by itself.</summary>
public static class TorchDevice
{
    /// <summary>Makes sure that the device can be used here.</summary>
    /// <param name="name"><c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</param>
    /// <exception cref="UserInputException">It is unknown or not there.</exception>
    public static void Require(string name)
    {
        TorchLibrary.EnsureLoaded();
        _ = Of(name);
    }

    internal static Device Of(string name)
    {
        bool gpu = name.StartsWith("cuda", StringComparison.Ordinal);
        if (gpu ? !cuda_is_available() : name != "cpu")
        {
            throw new UserInputException($"device '{name}': {(gpu ? "no CUDA device is usable here; use cpu" : "is not known; use cpu or cuda")}");
        }

        return new Device(name);
    }
}
