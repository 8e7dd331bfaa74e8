using System.Globalization;
using SaeFlows.Core;
using TorchSharp;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Native;

/// <summary>Where tensors live, chosen by name: nothing falls back to another device by itself.</summary>
public static class TorchDevice
{
    /// <summary>Makes sure that the device can be used here.</summary>
    /// <param name="name"><c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</param>
    /// <exception cref="UserInputException">It is unknown or not there.</exception>
    /// <returns>The name.</returns>
    public static string Require(string name)
    {
        TorchLibrary.EnsureLoaded();
        _ = Of(name);
        return name;
    }

    internal static Device Of(string name)
    {
        if (name == "cpu")
        {
            return CPU;
        }

        if (IndexOf(name) is not { } index)
        {
            throw new UserInputException($"device '{name}': is not known; use cpu, cuda or cuda:N");
        }

        int there = cuda_is_available() ? cuda.device_count() : 0;
        return index < there
            ? new Device(DeviceType.CUDA, index)
            : throw new UserInputException($"device '{name}': {(there > 0 ? $"there are {there} CUDA devices here, from cuda:0 on" : "no CUDA device is usable here; use cpu, or a build with -p:TorchBackend=cuda on a machine with one")}");
    }

    private static int? IndexOf(string name) => name switch
    {
        "cuda" => 0,
        _ when name.StartsWith("cuda:", StringComparison.Ordinal) && int.TryParse(name.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out int index) => index,
        _ => null,
    };
}
