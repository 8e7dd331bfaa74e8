using System.CommandLine;
using SaeFlows.Torch.Models;
using static TorchSharp.torch;

namespace SaeFlows.Cli.Commands;

/// <summary>How the verbs under <c>model</c> hold a model: device and number type.</summary>
internal sealed class LoadingOptions
{
    private static readonly Dictionary<string, ScalarType> Types = new(StringComparer.Ordinal)
    {
        ["float32"] = ScalarType.Float32, ["float16"] = ScalarType.Float16, ["bfloat16"] = ScalarType.BFloat16,
    };

    private readonly Option<string> _device = CommonOptions.Device();
    private readonly Option<string> _type = new("--dtype")
    {
        Description = $"Type of weights and arithmetic: {string.Join(", ", Types.Keys)}.",
        DefaultValueFactory = _ => "float32",
        HelpName = "TYPE",
    };

    public LoadingOptions() => _type.AcceptOnlyFromAmong([.. Types.Keys]);

    public void AddTo(Command command)
    {
        command.Options.Add(_device);
        command.Options.Add(_type);
    }

    public ModelLoadOptions Read(ParseResult parsed) => new() { DeviceName = parsed.GetRequiredValue(_device), Type = Types[parsed.GetRequiredValue(_type)] };
}
