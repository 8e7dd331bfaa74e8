using SaeFlows.Torch.Models;
using SaeFlows.Torch.Native;
using SaeFlows.Torch.Weights;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Tests.Models;

/// <summary>Small random models of every architecture, written as folders.</summary>
internal static class TestModels
{
    public static readonly IReadOnlyDictionary<string, string> Configs = new Dictionary<string, string>
    {
        ["llama"] = """{"model_type":"llama","vocab_size":40,"hidden_size":16,"intermediate_size":24,"num_hidden_layers":2,"num_attention_heads":4,"num_key_value_heads":2,"max_position_embeddings":128,"eos_token_id":2}""",
        ["mistral"] = """{"model_type":"mistral","vocab_size":40,"hidden_size":16,"intermediate_size":24,"num_hidden_layers":2,"num_attention_heads":4,"num_key_value_heads":2,"sliding_window":4,"max_position_embeddings":128,"eos_token_id":2}""",
        ["gemma2"] = """{"model_type":"gemma2","vocab_size":40,"hidden_size":16,"intermediate_size":24,"num_hidden_layers":2,"num_attention_heads":4,"num_key_value_heads":1,"head_dim":6,"sliding_window":5,"query_pre_attn_scalar":7,"max_position_embeddings":128,"eos_token_id":2}""",
        ["phi3"] = """{"model_type":"phi3","vocab_size":40,"hidden_size":16,"intermediate_size":24,"num_hidden_layers":2,"num_attention_heads":4,"num_key_value_heads":2,"sliding_window":6,"original_max_position_embeddings":10,"rope_scaling":{"type":"longrope","short_factor":[1,1.5],"long_factor":[2,3]},"max_position_embeddings":128,"eos_token_id":2}""",
    };

    public static void Write(string folder, string family)
    {
        TorchLibrary.EnsureLoaded();
        File.WriteAllText(Path.Combine(folder, "config.json"), Configs[family]);
        using var scope = NewDisposeScope();
        using var generator = new TorchSharp.torch.Generator(17);
        var tensors = DecoderShapes.Of(DecoderSpecReader.Read(folder)).ToDictionary(t => t.Name, t => randn(t.Shape, generator: generator) * 0.5f);
        SafetensorsWriter.Write(Path.Combine(folder, "model.safetensors"), tensors);
    }

    public static LanguageModel Load(string family)
    {
        using var folder = new TemporaryFolder();
        Write(folder.Path, family);
        return LanguageModel.Load(folder.Path);
    }
}
