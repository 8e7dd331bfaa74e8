using System.Text.Json;
using SaeFlows.Core;
using SaeFlows.Torch.Tests.Golden;
using SaeFlows.Torch.Tokenizers;

namespace SaeFlows.Torch.Tests.Tokenizers;

public sealed class ChatTemplateTests
{
    [Fact]
    public void Render_LanguageOfJinja_WritesWhatPythonWrites()
    {
        foreach (string line in File.ReadLines(GoldenFiles.Path("templates.jsonl")))
        {
            using var golden = JsonDocument.Parse(line);
            var sut = new ChatTemplate(golden.RootElement.GetProperty("source").GetString()!, "chat_template.jinja", "<s>", "</s>");
            string? expected = golden.RootElement.GetProperty("result").GetString();
            string Rendered() => sut.Render(golden.RootElement.GetProperty("messages"), null, true, null, new FixedTime());
            if (expected is null)
            {
                Assert.StartsWith("chat_template.jinja: chat template: ", Assert.Throws<UserInputException>(Rendered).Message);
            }
            else
            {
                Assert.Equal(expected, Rendered());
            }
        }
    }

    [Theory]
    [InlineData("llama3/tokenizer.json.gz", "<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nYo<|eot_id|><|start_header_id|>user<|end_header_id|>\n\n2?<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n")]
    [InlineData("phi3/phi3-v.tokenizer.json", "<|user|>\n Hi<|end|>\n<|assistant|>\nYo<|end|>\n<|user|>\n2?<|end|>\n<|assistant|>\n")]
    [InlineData("gemma/gemma3.tokenizer.json.gz", "<bos><start_of_turn>user\nHi<end_of_turn>\n<start_of_turn>model\nYo<end_of_turn>\n<start_of_turn>user\n2?<end_of_turn>\n<start_of_turn>model\n")]
    public void EncodeChat_FamilyTemplate_WritesItsPromptAndSpecialTokens(string tokenizer, string expected)
    {
        var sut = TokenizerLoader.Load(SharedData.Path(["tokenizers", .. tokenizer.Split('/')]));

        var (prompt, tokens) = sut.EncodeChat([new ChatMessage("user", " Hi"), new ChatMessage("assistant", "Yo"), new ChatMessage("user", "2?")]);

        Assert.Equal(expected, prompt);
        Assert.Contains(tokens.Ids, sut.IsSpecial);
    }

    [Theory]
    [InlineData("{% if x %}", "'endif' is missing")]
    [InlineData("{{ 1 +", "not closed")]
    [InlineData("{% include 'x' %}", "'include' is not known")]
    [InlineData("{{ 'a' | md5 }}", "'md5' is not known")]
    [InlineData("{{ raise_exception('No system role') }}", "No system role")]
    public void Render_BadTemplate_NamesFileAndFault(string source, string fault)
    {
        var error = Assert.Throws<UserInputException>(() => new ChatTemplate(source, "chat_template.jinja", null, null).Render([]));

        Assert.Contains("chat_template.jinja", error.Message);
        Assert.Contains(fault, error.Message);
    }

    private sealed class FixedTime : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => new(2024, 7, 26, 13, 5, 9, TimeSpan.Zero);
    }
}
