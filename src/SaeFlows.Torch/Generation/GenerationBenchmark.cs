using System.Diagnostics;
using SaeFlows.Torch.Models;
using SaeFlows.Torch.Native;
using SaeFlows.Torch.Weights;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Generation;

/// <summary>
/// Measures generation on a Llama-architecture model of 91 million random float32 weights (seeded), which any peer can load from the
/// folder that it leaves: hidden 768, 12 layers, 12 heads, MLP 2048, vocabulary 8000, tied.
/// </summary>
public static class GenerationBenchmark
{
    private const string Config = """
        {"architectures":["LlamaForCausalLM"],"model_type":"llama","vocab_size":8000,"hidden_size":768,"intermediate_size":2048,"num_hidden_layers":12,
         "num_attention_heads":12,"num_key_value_heads":12,"max_position_embeddings":2048,"rms_norm_eps":1e-05,"rope_theta":10000.0,"hidden_act":"silu",
         "tie_word_embeddings":true,"bos_token_id":1,"eos_token_id":2,"torch_dtype":"float32"}
        """;

    public static BenchmarkReport Run(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        TorchLibrary.EnsureLoaded();
        set_num_threads(options.Threads);
        string folder = options.Folder ?? Directory.CreateTempSubdirectory("saeflows-bench-").FullName;
        try
        {
            Write(folder);
            using var model = LanguageModel.Load(folder, cancellationToken: cancellationToken);
            return Measure(model.Decoder, options, cancellationToken);
        }
        finally
        {
            if (options.Folder is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static BenchmarkReport Measure(Decoder decoder, BenchmarkOptions options, CancellationToken cancellationToken)
    {
        double Best(int rows, int prompt, int fresh, int counted)
        {
            double best = 0;
            for (int round = 0; round <= options.Rounds; round++)
            {
                double seconds = Time(decoder, rows, prompt, fresh, cancellationToken) - (fresh > 1 ? Time(decoder, rows, prompt, 1, cancellationToken) : 0);
                best = round == 0 ? 0 : Math.Max(best, counted / seconds);
            }

            return best;
        }

        double prefill = Best(1, options.PromptTokens, 1, options.PromptTokens);
        double single = Best(1, 16, options.NewTokens + 1, options.NewTokens);
        double batch = Best(options.Rows, 16, options.NewTokens + 1, options.NewTokens * options.Rows);
        long parameters = DecoderShapes.Of(decoder.Spec).Sum(t => t.Shape.Aggregate(1L, (a, b) => a * b));
        return new BenchmarkReport(parameters, options.Threads, prefill, single, batch, options.Rows, batch / single);
    }

    private static double Time(Decoder decoder, int rows, int prompt, int fresh, CancellationToken cancellationToken)
    {
        var requests = Enumerable.Range(0, rows).Select(row => new GenerationRequest([.. Enumerable.Range(0, prompt).Select(i => 3 + (((row * 31) + (i * 17)) % 7000))])
        {
            MaxNewTokens = fresh,
            IgnoreEnd = true,
        }).ToList();
        var clock = Stopwatch.StartNew();
        new TextGenerator(decoder, null, new GeneratorOptions { MaxRows = rows }).Generate(requests, cancellationToken: cancellationToken);
        return clock.Elapsed.TotalSeconds;
    }

    private static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "config.json"), Config);
        using var scope = NewDisposeScope();
        using var generator = new TorchSharp.torch.Generator(5);
        var tensors = DecoderShapes.Of(DecoderSpecReader.Read(folder))
            .ToDictionary(t => t.Name, t => t.Shape.Length == 1 ? ones(t.Shape) : randn(t.Shape, generator: generator) * 0.02f);
        SafetensorsWriter.Write(Path.Combine(folder, "model.safetensors"), tensors);
    }
}
