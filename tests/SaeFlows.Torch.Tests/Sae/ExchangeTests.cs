using System.Text.Json;
using SaeFlows.Core;
using SaeFlows.Torch.Sae.Exchange;
using SaeFlows.Torch.Sae.Kinds;
using SaeFlows.Torch.Weights;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Tests.Sae;

public sealed class ExchangeTests : TorchTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("standard", true, null, null, ExchangeFormats.SaeLens)]
    [InlineData("standard", false, null, null, ExchangeFormats.SaeLens)]
    [InlineData("topk", true, 2, null, ExchangeFormats.SaeLens)]
    [InlineData("jumprelu", true, null, null, ExchangeFormats.SaeLens)]
    [InlineData("jumprelu", true, 2, 0.25, ExchangeFormats.SaeLens)]
    [InlineData("gated", true, null, null, ExchangeFormats.SaeLens)]
    [InlineData("topk", true, 2, null, ExchangeFormats.Sparsify)]
    [InlineData("standard", true, null, null, ExchangeFormats.DictionaryLearning)]
    [InlineData("standard", false, null, null, ExchangeFormats.DictionaryLearning)]
    [InlineData("topk", true, 2, null, ExchangeFormats.DictionaryLearning)]
    [InlineData("jumprelu", false, null, null, ExchangeFormats.DictionaryLearning)]
    [InlineData("jumprelu", true, 2, 0.25, ExchangeFormats.DictionaryLearning)]
    [InlineData("gated", true, null, null, ExchangeFormats.DictionaryLearning)]
    public void Read_AfterWrite_GivesTheSameBits(string architecture, bool subtracts, int? k, double? threshold, string format)
    {
        using var bundle = TestAutoencoders.Create(architecture, subtracts, k, threshold);
        ExchangeFormats.Write(_folder.Path, format, bundle);

        using var read = ExchangeFormats.Read(_folder.Path, format);

        TestAutoencoders.AssertSame(bundle, read);
    }

    [Theory]
    [InlineData(ExchangeFormats.Sparsify, ExchangeFormats.SaeLens)]
    [InlineData(ExchangeFormats.DictionaryLearning, ExchangeFormats.SaeLens)]
    [InlineData(ExchangeFormats.SaeLens, ExchangeFormats.Sparsify)]
    public void Read_AnotherLayout_NamesIt(string written, string asked)
    {
        using var bundle = TestAutoencoders.Create("topk", k: 2);
        ExchangeFormats.Write(_folder.Path, written, bundle);

        var error = Assert.Throws<UserInputException>(() => ExchangeFormats.Read(_folder.Path, asked));

        Assert.Contains($"is in the layout of {written}, not of {asked}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_SaeLens_TellsItsLoaderTheFormAndTheArchitecture()
    {
        using var bundle = TestAutoencoders.Create("topk", k: 2);
        ExchangeFormats.Write(_folder.Path, ExchangeFormats.SaeLens, bundle);

        var config = JsonElement.Parse(File.ReadAllText(_folder.File("cfg.json")));

        Assert.Equal("topk", config.GetProperty("architecture").GetString());
        Assert.Equal("none", config.GetProperty("normalize_activations").GetString());
        Assert.Equal(2, config.GetProperty("k").GetDouble());
        Assert.False(config.GetProperty("rescale_acts_by_decoder_norm").GetBoolean());
        Assert.StartsWith("6.", config.GetProperty("metadata").GetProperty("sae_lens_version").GetString(), StringComparison.Ordinal);
        Assert.Equal("blocks.2.hook_mlp_out", config.GetProperty("metadata").GetProperty("hook_name").GetString());
    }

    [Fact]
    public void Write_SaeLens_KeepsSparsityAndForeignNotes()
    {
        using var bundle = TestAutoencoders.Create("standard");
        var noted = bundle with
        {
            LogSparsity = tensor(new float[] { -1, -2, -10, -3, -4 }),
            Config = bundle.Config with { Metadata = new Dictionary<string, JsonElement> { ["dataset_path"] = JsonElement.Parse("\"stories\"") } },
        };
        ExchangeFormats.Write(_folder.Path, ExchangeFormats.SaeLens, noted);

        using var read = ExchangeFormats.Read(_folder.Path, ExchangeFormats.SaeLens);

        Assert.Equal([-1, -2, -10, -3, -4], read.LogSparsity!.data<float>().ToArray());
        Assert.Equal("stories", read.Config.Metadata!["dataset_path"].GetString());
        noted.LogSparsity!.Dispose();
    }

    [Fact]
    public void Read_SaeLensTopKThatChoosesByNorm_FoldsTheNormsAndKeepsTheFunction()
    {
        using var scope = NewDisposeScope();
        using var bundle = TestAutoencoders.Create("topk", k: 2);
        ExchangeFormats.Write(_folder.Path, ExchangeFormats.SaeLens, bundle);
        string path = _folder.File("cfg.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"rescale_acts_by_decoder_norm\": false", "\"rescale_acts_by_decoder_norm\": true", StringComparison.Ordinal));
        var x = randn(4, TestAutoencoders.Width);
        var top = (TopKAutoencoder)bundle.Sae;
        var norms = top.DecoderWeight.norm(1);
        var chosen = TopKAutoencoder.Keep((((x - top.DecoderBias).matmul(top.EncoderWeight)) + top.EncoderBias) * norms, 2) / norms;

        using var read = ExchangeFormats.Read(_folder.Path, ExchangeFormats.SaeLens);

        Assert.True(read.Sae.Decode(read.Sae.Encode(x)).allclose(bundle.Sae.Decode(chosen), 1e-5, 1e-5));
        Assert.True(read.Sae.Weights["W_dec"].norm(1).allclose(ones(TestAutoencoders.Latents), 1e-5, 1e-5));
    }

    [Fact]
    public void Read_SaeLensFileOfBeforeVersion6_FindsTopKAndItsPlace()
    {
        using var bundle = TestAutoencoders.Create("topk", k: 2);
        ExchangeFormats.Write(_folder.Path, ExchangeFormats.SaeLens, bundle);
        File.WriteAllText(_folder.File("cfg.json"), """
            {"d_in": 3, "d_sae": 5, "dtype": "float32", "model_name": "tiny", "hook_name": "blocks.2.hook_mlp_out", "hook_layer": 2, "activation_fn_str": "topk",
             "activation_fn_kwargs": {"k": 2}, "normalize_activations": "none", "apply_b_dec_to_input": true, "prepend_bos": true}
            """);

        using var read = ExchangeFormats.Read(_folder.Path, ExchangeFormats.SaeLens);

        TestAutoencoders.AssertSame(bundle, read);
    }

    [Fact]
    public void Write_Sparsify_HoldsTheEncoderTransposed()
    {
        using var scope = NewDisposeScope();
        using var bundle = TestAutoencoders.Create("topk", k: 2);
        ExchangeFormats.Write(_folder.Path, ExchangeFormats.Sparsify, bundle);

        var tensors = SafetensorsReader.Read(_folder.File("sae.safetensors"));

        Assert.Equal(["W_dec", "b_dec", "encoder.bias", "encoder.weight"], tensors.Keys.Order(StringComparer.Ordinal));
        Assert.True(tensors["encoder.weight"].t().eq(bundle.Sae.Weights["W_enc"]).all().item<bool>());
        Assert.Equal([TestAutoencoders.Latents, TestAutoencoders.Width], tensors["encoder.weight"].shape);
    }

    [Fact]
    public void Write_JumpReluThatSubtractsIts_Bias_IsFoldedForDictionaryLearning()
    {
        using var scope = NewDisposeScope();
        using var bundle = TestAutoencoders.Create("jumprelu");
        ExchangeFormats.Write(_folder.Path, ExchangeFormats.DictionaryLearning, bundle);
        var x = randn(6, TestAutoencoders.Width);

        using var read = ExchangeFormats.Read(_folder.Path, ExchangeFormats.DictionaryLearning);

        Assert.False(((SparseAutoencoder)read.Sae).SubtractsDecoderBias);
        Assert.True(read.Sae.Encode(x).allclose(bundle.Sae.Encode(x), 1e-5, 1e-5));
    }

    [Theory]
    [InlineData("standard")]
    [InlineData("gated")]
    public void Write_SparsifyOfAnotherKind_IsRefused(string architecture)
    {
        using var bundle = TestAutoencoders.Create(architecture);

        Assert.Contains(architecture, Assert.Throws<UserInputException>(() => ExchangeFormats.Write(_folder.Path, ExchangeFormats.Sparsify, bundle)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SaeLensWithNormalisation_IsRefusedWithTheFix()
    {
        using var bundle = TestAutoencoders.Create("standard");
        ExchangeFormats.Write(_folder.Path, ExchangeFormats.SaeLens, bundle with { Config = bundle.Config with { Normalisation = "layer_norm" } });

        Assert.Contains("layer_norm", Assert.Throws<UserInputException>(() => ExchangeFormats.Read(_folder.Path, ExchangeFormats.SaeLens)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
