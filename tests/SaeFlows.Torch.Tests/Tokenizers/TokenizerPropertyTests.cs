using CsCheck;
using SaeFlows.Torch.Tokenizers;

namespace SaeFlows.Torch.Tests.Tokenizers;

public sealed class TokenizerPropertyTests
{
    private static readonly Gen<int>[] Points =
    [
        Gen.Int[0x20, 0x24F], Gen.Int[0x370, 0x1FFF], Gen.Int[0x3000, 0xD7FF], Gen.Int[0xE000, 0xFFFD], Gen.Int[0x10000, 0x1FAFF],
        Gen.Int[0x20000, 0x2A6DF], Gen.Const(0x20), Gen.Const(0x0A),
    ];

    private static readonly Gen<string> Texts =
        Gen.Int[0, Points.Length - 1].SelectMany(kind => Points[kind]).Array[0, 40].Select(points => string.Concat(points.Select(char.ConvertFromUtf32)));

    [Theory]
    [InlineData("llama3/tokenizer.json.gz")]
    [InlineData("llama3/tokenizer.model")]
    [InlineData("phi3/phi3-v.tokenizer.json")]
    [InlineData("mistral/tokenizer.model.v1")]
    [InlineData("mistral/mistral_instruct_tokenizer_240323.model.v3")]
    [InlineData("gemma/gemma3.tokenizer.json.gz")]
    public void Encode_RandomUnicode_DecodesBackAndOffsetsCoverTheText(string tokenizer)
    {
        var sut = TokenizerLoader.Load(SharedData.Path(["tokenizers", .. tokenizer.Split('/')]));
        Texts.Sample(
            text =>
            {
                // SentencePiece writes the space as U+2581 and cannot tell the two apart.
                text = text.Replace('\u2581', '_');
                var tokens = sut.Encode(text, parseSpecial: false);

                Assert.Equal(text, sut.Decode(tokens.Ids, skipSpecial: false));
                Assert.All(tokens.Offsets, o => Assert.True(o.Start >= 0 && o.Start <= o.End && o.End <= text.Length));
                int reached = 0;
                foreach (var offset in tokens.Offsets)
                {
                    Assert.InRange(offset.Start, 0, reached);
                    reached = Math.Max(reached, offset.End);
                }

                Assert.Equal(text.Length, reached);
            },
            iter: 150,
            threads: 1);
    }

    [Theory]
    [InlineData("llama3/tokenizer.json.gz")]
    [InlineData("phi3/phi3-v.tokenizer.json")]
    public void Stream_TokenByToken_GivesWholeCharactersAndTheSameText(string tokenizer)
    {
        var sut = TokenizerLoader.Load(SharedData.Path(["tokenizers", .. tokenizer.Split('/')]));
        Texts.Sample(
            text =>
            {
                text = text.Replace('\u2581', '_');
                var stream = sut.Stream(skipSpecial: false);
                var pieces = sut.Encode(text, parseSpecial: false).Ids.Select(stream.Push).Append(stream.Finish()).ToList();

                Assert.Equal(text, string.Concat(pieces));
                Assert.All(pieces, p => Assert.False(p.Length > 0 && (char.IsLowSurrogate(p[0]) || char.IsHighSurrogate(p[^1]))));
            },
            iter: 100,
            threads: 1);
    }
}
