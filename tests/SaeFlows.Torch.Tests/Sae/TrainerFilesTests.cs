using System.Text.Json;
using SaeFlows.Torch.Sae.Exchange;
using SaeFlows.Torch.Tests.Golden;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Tests.Sae;

/// <summary>Autoencoders that the public trainers' own code wrote (Golden/trainers.py), against what that code computes with them.</summary>
public sealed class TrainerFilesTests : TorchTests
{
    private const int Width = 4;

    [Theory]
    [InlineData("saelens-standard", ExchangeFormats.SaeLens, "standard")]
    [InlineData("saelens-gated", ExchangeFormats.SaeLens, "gated")]
    [InlineData("saelens-jumprelu", ExchangeFormats.SaeLens, "jumprelu")]
    [InlineData("saelens-topk", ExchangeFormats.SaeLens, "topk")]
    [InlineData("saelens-topk-unscaled", ExchangeFormats.SaeLens, "topk")]
    [InlineData("saelens-batchtopk", ExchangeFormats.SaeLens, "jumprelu")]
    [InlineData("sparsify-topk", ExchangeFormats.Sparsify, "topk")]
    [InlineData("sparsify-expansion", ExchangeFormats.Sparsify, "topk")]
    [InlineData("dictionary-learning-AutoEncoder", ExchangeFormats.DictionaryLearning, "standard")]
    [InlineData("dictionary-learning-AutoEncoderNew", ExchangeFormats.DictionaryLearning, "standard")]
    [InlineData("dictionary-learning-GatedAutoEncoder", ExchangeFormats.DictionaryLearning, "gated")]
    [InlineData("dictionary-learning-AutoEncoderTopK", ExchangeFormats.DictionaryLearning, "topk")]
    [InlineData("dictionary-learning-BatchTopKSAE", ExchangeFormats.DictionaryLearning, "jumprelu")]
    [InlineData("dictionary-learning-JumpReluAutoEncoder", ExchangeFormats.DictionaryLearning, "jumprelu")]
    public void EncodeDecode_FileOfAPublicTrainer_GivesItsValues(string name, string format, string architecture)
    {
        using var expected = JsonDocument.Parse(File.ReadAllText(GoldenFiles.Path("Trainers", name, "expected.json")));
        float[] Values(string key) => [.. expected.RootElement.GetProperty(key).EnumerateArray().Select(v => v.GetSingle())];
        using var scope = NewDisposeScope();
        using var bundle = ExchangeFormats.Read(GoldenFiles.Path("Trainers", name), format);

        var encoded = bundle.Sae.Encode(tensor(Values("input")).reshape(-1, Width));
        var decoded = bundle.Sae.Decode(encoded);

        Assert.Equal(architecture, bundle.Sae.Architecture);
        Assert.Contains(Values("encoded"), value => value > 0);
        AssertClose(Values("encoded"), encoded);
        AssertClose(Values("decoded"), decoded);
    }

    private static void AssertClose(float[] expected, Tensor actual)
    {
        var values = actual.reshape(-1).data<float>().ToArray();
        Assert.Equal(expected.Length, values.Length);
        Assert.All(expected.Zip(values), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }
}
