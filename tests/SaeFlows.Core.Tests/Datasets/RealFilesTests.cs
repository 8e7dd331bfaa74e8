namespace SaeFlows.Core.Tests.Datasets;

/// <summary>The published files, where they are at hand (SAEFLOWS_DATA, or shared/data beside the repository): rows as counted by other means.</summary>
public sealed class RealFilesTests
{
    [Theory]
    [InlineData("math/gsm8k/train.jsonl", "gsm8k", 7473, 0)]
    [InlineData("math/svamp/SVAMP.json", "svamp", 1000, 0)]
    [InlineData("math/aqua/dev.json", "aqua", 254, 0)]
    [InlineData("math/mawps/trainset.json", "mawps", 1898, 0)]
    [InlineData("math/mawps/validset.json", "mawps", 237, 0)]
    [InlineData("math/math/test-even.jsonl", "math", 2500, 0)]
    [InlineData("math/openmathinstruct/omi1-shaped.from-fewshot.jsonl", "openmathinstruct-1", 66, 0)]
    [InlineData("math/openmathinstruct/omi1.row0.jsonl", "openmathinstruct-1", 1, 0)]
    [InlineData("math/openmathinstruct/omi2.rows.jsonl", "openmathinstruct-2", 2, 0)]
    [InlineData("math/openmathinstruct/nemo-skills.fewshot.jsonl", "math", 78, 12)]
    [InlineData("math/openmathinstruct/schema.json", "openmathinstruct-schema", 2, 2)]
    [InlineData("metaphor/moh/Data-metaphoric-or-literal.half.txt", "moh", 861, 0)]
    [InlineData("metaphor/vua/VUA_formatted_val.csv", "vua", 1724, 23)]
    [InlineData("metaphor/fig-qa/train.csv", "fig-qa", 1458, 0)]
    [InlineData("metaphor/tsvetkov/an_mets.txt", "tsvetkov", 100, 0)]
    [InlineData("metaphor/tsvetkov/an_nonmets.txt", "tsvetkov", 100, 0)]
    [InlineData("metaphor/tsvetkov/svo_mets.txt", "tsvetkov", 111, 0)]
    [InlineData("metaphor/tsvetkov/svo_nonmets.txt", "tsvetkov", 111, 0)]
    [InlineData("metaphor/tsvetkov/training_adj_noun_met_en.txt", "tsvetkov", 884, 0)]
    [InlineData("metaphor/tsvetkov/training_adj_noun_nonmet_en.txt", "tsvetkov", 879, 0)]
    [InlineData("entailment/contract-nli/dev.json", "contract-nli", 1037, 0)]
    [InlineData("entailment/folio/folio-train.jsonl", "folio", 1004, 0)]
    [InlineData("entailment/proofwriter/ProofWriter.dev.json", "proofwriter", 600, 0)]
    public async Task Check_PublishedFile_ReadsEveryRowOrNamesIt(string path, string format, long rows, int rejected)
    {
        var check = await DatasetFiles.CheckAsync(SharedData.Find(path));

        Assert.Equal((format, rows, (long)rejected), (check.Format, check.Rows, check.RejectedCount));
        Assert.All(check.Rejected, r => Assert.NotEmpty(r.Reason));
    }
}
