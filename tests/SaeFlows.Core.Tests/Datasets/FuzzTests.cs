using System.Text;
using CsCheck;
using SaeFlows.Core.Datasets;

namespace SaeFlows.Core.Tests.Datasets;

/// <summary>Whatever a file holds, it is read, its rows are rejected, or one line says why not.</summary>
public sealed class FuzzTests : IDisposable
{
    private static readonly string[] Names = ["a.jsonl", "a.json", "a.csv", "a.tsv", "a.txt", "an_mets.txt", "a.parquet"];

    private static readonly string[] Seeds =
    [
        "{\"question\":\"1+1?\",\"answer\":\"#### 2\"}\n{\"question\":\"1+2?\",\"answer\":\"#### 3\"}\n",
        "[{\"ID\":\"1\",\"Body\":\"b\",\"Question\":\"q\",\"Answer\":3.0},{\"ID\":\"2\",\"Body\":\"b\",\"Question\":\"q\",\"Answer\":4.0}]",
        "{\"documents\":[{\"id\":3,\"text\":\"T.\",\"annotation_sets\":[{\"annotations\":{\"n\":{\"choice\":\"Entailment\"}}}]}],\"labels\":{\"n\":{\"hypothesis\":\"H\"}}}",
        "verb,sentence,verb_idx,label\nabsorb,\"It tends , he says , to absorb sulfur\",7,0\n",
        "Number of terms: 1\nterm\tsense\tsentence\tclass\tconfidence\nabuse\ta#1\tDon't <b>abuse</b> it.\tmetaphorical\t0.5\n",
    ];

    private readonly DatasetFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Check_AnyBytes_ReadsOrSaysWhyNot() =>
        Gen.Select(Gen.Int[0, 6].Select(i => Names[i]), Gen.Byte.Array[0, 300]).Sample((name, bytes) => IsHandled(name, bytes), iter: 300, threads: 1);

    [Fact]
    public void Check_DamagedFile_ReadsOrSaysWhyNot() =>
        Gen.Select(Gen.Int[0, 6].Select(i => Names[i]), Gen.Int[0, 4].Select(i => Seeds[i]), Gen.Int[0, 1000].Array[1, 4], Gen.Byte.Array[4]).Sample(
            (name, seed, places, bytes) => IsHandled(name, Damage(seed, places, bytes)), iter: 600, threads: 1);

    // Every column of every published layout once with each kind of value.
    [Fact]
    public async Task Check_ColumnsOfWrongType_AreRejectedRows()
    {
        string[] columns = ["question", "answer", "options", "correct", "problem", "solution", "expected_answer", "generated_solution", "sentence", "target", "label",
            "verb", "verb_idx", "premises", "conclusion", "theory", "questions", "premise", "hypothesis", "gold_label", "original_text", "ans", "sQuestion", "lSolutions",
            "Body", "Question", "Answer", "Numbers", "startphrase", "ending1", "ending2", "labels", "text", "annotation_sets", "choices", "fields", "files", "context", "term", "sense", "class",
            "label_seq", "pos_seq", "w_index"];
        string[] values = ["null", "{}", "[]", "true", "-1", "\"\"", "\"x\"", "[[]]", "{\"text\":1}", "[{\"annotations\":3}]", "\"[0, 1\"", "99999999999999999999"];
        var text = string.Join('\n', values.Select(v => $"{{{string.Join(",", columns.Select(c => $"\"{c}\":{v}"))}}}"));
        foreach (var format in DatasetCatalog.Formats)
        {
            var check = await _files.CheckAsync($"{format.Name}.jsonl", text, format.Name);
            Assert.True(check.Rows >= values.Length, format.Name);
        }
    }

    private static byte[] Damage(string seed, int[] places, byte[] bytes)
    {
        var damaged = Encoding.UTF8.GetBytes(seed);
        for (var i = 0; i < places.Length; i++)
        {
            damaged[places[i] % damaged.Length] = bytes[i];
        }

        return places[0] % 3 == 0 ? damaged[..(places[^1] % damaged.Length)] : damaged;
    }

    private bool IsHandled(string name, byte[] bytes)
    {
        try
        {
            var check = DatasetFiles.CheckAsync(_files.Write(name, bytes)).GetAwaiter().GetResult();
            return check.Rows == check.Valid + check.RejectedCount && check.Rejected.All(r => !r.Reason.Contains('\n', StringComparison.Ordinal));
        }
        catch (UserInputException e)
        {
            return e.Message.Contains(name, StringComparison.Ordinal) && !e.Message.Contains('\n', StringComparison.Ordinal);
        }
    }
}
