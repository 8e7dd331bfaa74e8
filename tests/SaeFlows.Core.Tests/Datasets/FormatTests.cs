using SaeFlows.Core.Datasets;

namespace SaeFlows.Core.Tests.Datasets;

/// <summary>One row of each published layout: the format that takes it, and what it makes of it.</summary>
public sealed class FormatTests : IDisposable
{
    private readonly DatasetFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("a.jsonl", """{"question":"How many?","answer":"It is <<3*400=1200>>1,200.\n#### -1,200"}""", "gsm8k", AnswerKind.Number, "-1,200")]
    [InlineData("a.jsonl", """{"question":"How many?","answer":"0.5 each\n#### 2.5"}""", "gsm8k", AnswerKind.Number, "2.5")]
    [InlineData("a.json", """[{"ID":"chal-1","Body":"He has 3.","Question":"How many?","Equation":"3","Answer":"3","Type":"x"}]""", "svamp", AnswerKind.Number, "3")]
    [InlineData("a.json", """{"question":"How far?","options":["A)100 m","B)150 m"],"rationale":"r","correct":"B"}""", "aqua", AnswerKind.Choice, "B")]
    [InlineData("a.json", """{"question":"How far?","options":["100 m","150 m"],"rationale":"r","correct":"A"}""", "aqua", AnswerKind.Choice, "A")]
    [InlineData("a.json", """[{"iIndex":7,"sQuestion":"2+2?","lEquations":["X=2+2"],"lSolutions":[4.0]}]""", "mawps", AnswerKind.Number, "4.0")]
    [InlineData("a.csv", "Question,Numbers,Equation,Answer,group_nums,Body,Ques\nN_00 and N_01 ?,7.0 1.5,+ N_00 N_01,8.5,[],b,q\n", "mawps", AnswerKind.Number, "8.5")]
    [InlineData("mawps.jsonl", """{"input":"2+2?","target":4.0}""", "mawps", AnswerKind.Number, "4.0")]
    [InlineData("a.jsonl", """{"problem":"Find $x$.","level":"Level 1","type":"Algebra","solution":"So \\boxed{\\frac{1}{2}} or \\boxed{\\frac{3}{4}}."}""", "math", AnswerKind.Number, "\\frac{3}{4}")]
    [InlineData("a.jsonl", """{"problem":"Find it.","solution":"$\\boxed{(1,\\{2\\})}$","answer":"(1,\\{2\\})","subject":"Algebra","level":1,"unique_id":"test/algebra/1.json"}""", "math", AnswerKind.Text, "(1,\\{2\\})")]
    [InlineData("a.json", """{"problem":"1+1?","level":"Level 1","type":"Algebra","solution":"\\boxed{2}"}""", "math", AnswerKind.Number, "2")]
    [InlineData("a.jsonl", """{"question":"q","expected_answer":"29","predicted_answer":null,"error_message":"","is_correct":true,"generation_type":"g","dataset":"gsm8k","generated_solution":"s"}""", "openmathinstruct-1", AnswerKind.Number, "29")]
    [InlineData("a.jsonl", """{"problem":"q","generated_solution":"s","expected_answer":"\\sqrt{2}","problem_source":"math"}""", "openmathinstruct-2", AnswerKind.Text, "\\sqrt{2}")]
    [InlineData("a.txt", "Number of terms: 1\nNumber of instances: 1\nterm\tsense\tsentence\tclass\tconfidence\nabuse\tabuse#v#2\tDon't <b>abuse</b> the system.\tmetaphorical\t0.5\n", "moh", AnswerKind.Label, "metaphorical")]
    [InlineData("a.csv", "arg1,arg2,verb,sentence,verb_idx,label\nknowledge,x,absorb,He absorbed the knowledge .,1,1\n", "moh-x", AnswerKind.Label, "metaphorical")]
    [InlineData("a.csv", "verb,sentence,verb_idx,label\nabsorb,\"It tends , he says , to absorb sulfur\",7,0\n", "trofi", AnswerKind.Label, "literal")]
    [InlineData("a.csv", "text_idx,sentence_idx,verb,sentence,verb_idx,label\nacj,148,list,Many are listed .,2,0\n", "vua", AnswerKind.Label, "literal")]
    [InlineData("a.csv", "txt_id,sen_ix,sentence,label_seq,pos_seq,labeled_sentence,genre\na1e,1,a unbundler,\"[0, 1]\",\"['DET', 'NOUN']\",x,news\n", "vua-sequence", AnswerKind.Label, "metaphorical")]
    [InlineData("a.tsv", "index\tlabel\tsentence\tPOS\tw_index\na3m 45\t1\tCrossed \"lines\" here.\tADJ\t0\n", "melbert", AnswerKind.Label, "metaphorical")]
    [InlineData("a.csv", "sentence,target,label\nTime flies.,flies,metaphorical\n", "metaphor", AnswerKind.Label, "metaphorical")]
    [InlineData("a.csv", "startphrase,ending1,ending2,labels,valid,qid\nHis heart is stone,He is cruel,He is kind,0,1,4\n", "fig-qa", AnswerKind.Choice, "A")]
    [InlineData("svo_nonmets.txt", "car break *none\n", "tsvetkov", AnswerKind.Label, "literal")]
    [InlineData("a.json", """{"labels":{"nda-1":{"short_description":"s","hypothesis":"H."}},"documents":[{"id":3,"text":"T.","spans":[],"annotation_sets":[{"annotations":{"nda-1":{"choice":"NotMentioned","spans":[]}}}]}]}""", "contract-nli", AnswerKind.Label, "NotMentioned")]
    [InlineData("a.jsonl", """{"premises":"A.\nB.","premises-FOL":"x","conclusion":"C.","label":"Uncertain","example_id":3}""", "folio", AnswerKind.Label, "Unknown")]
    [InlineData("a.jsonl", """{"id":"Q1","maxD":0,"theory":"Bob is big.","questions":{"Q1":{"question":"Bob is big.","answer":true,"QDep":0}}}""", "proofwriter", AnswerKind.Label, "True")]
    [InlineData("a.jsonl", """{"gold_label":"neutral","pairID":"p1","sentence1":"A.","sentence2":"B."}""", "nli", AnswerKind.Label, "neutral")]
    [InlineData("a.jsonl", """{"premise":"A.","hypothesis":"B.","label":2}""", "nli", AnswerKind.Label, "contradiction")]
    [InlineData("RTE.tsv", "index\tsentence1\tsentence2\tlabel\n0\tThe \"A\".\tB.\tnot_entailment\n", "nli", AnswerKind.Label, "not_entailment")]
    [InlineData("a.jsonl", """{"id":"M","question":"Which?","choices":{"text":["x","y"],"label":["1","2"]},"answerKey":"2"}""", "multiple-choice", AnswerKind.Choice, "B")]
    [InlineData("a.jsonl", """{"question":{"stem":"Where?","choices":[{"label":"A","text":"bank"},{"label":"B","text":"lake"}]},"answerKey":"B","id":"1"}""", "multiple-choice", AnswerKind.Choice, "B")]
    [InlineData("a.jsonl", """{"question":"Which?","subject":"s","choices":["7","2","1"],"answer":1}""", "multiple-choice", AnswerKind.Choice, "B")]
    [InlineData("a.csv", "question,A,B,C,D,answer\nWhich?,1,2,3,4,C\n", "multiple-choice", AnswerKind.Choice, "C")]
    [InlineData("a.csv", "question, answer\n\"Which, then?\", \"Paris\"\n", "columns", AnswerKind.Text, "Paris")]
    [InlineData("a.jsonl", """{"problem":"How long?","solution":"\\boxed{5\\text{ cm}}"}""", "math", AnswerKind.Number, "5\\text{ cm}")]
    [InlineData("a.csv", "prompt;gold\nWhich?;Paris\n", "columns", AnswerKind.Text, "Paris")]
    [InlineData("a.json", """{"data":[{"question":"Which?","answer":"Paris"}],"version":1}""", "columns", AnswerKind.Text, "Paris")]
    [InlineData("a.json", """{"q1":{"question":"Which?","answer":"Paris"},"q2":{"question":"Who?","answer":"Ann"}}""", "columns", AnswerKind.Text, "Paris")]
    public async Task Read_PublishedLayout_IsRecognised(string name, string text, string format, AnswerKind kind, string answer)
    {
        var path = _files.Write(name, text);
        var check = await DatasetFiles.CheckAsync(path);

        Assert.Empty(check.Rejected);
        Assert.Equal((format, kind, answer), (check.Format, check.Sample[0].Kind, check.Sample[0].Answer));
    }

    [Fact]
    public async Task Read_MawpsPlaceholders_PutsTheNumbersIn()
    {
        var check = await _files.CheckAsync("a.csv", "Question,Numbers,Equation,Answer\nnumber0 apples and number1 more ?,7.0 1.5,x,8.5\n");

        Assert.Equal("7 apples and 1.5 more ?", check.Sample[0].Text);
    }

    [Fact]
    public async Task Read_QuotedCsv_KeepsNewlinesAndQuotes()
    {
        var check = await _files.CheckAsync("a.csv", "question,answer\r\n\"two\r\nlines, \"\"quoted\"\"\",4\r\n");

        Assert.Equal("two\r\nlines, \"quoted\"", check.Sample[0].Text);
    }

    [Fact]
    public async Task Read_FolderOfProblems_NamesThemByPath()
    {
        _files.Write("MATH/algebra/2.json", """{"problem":"1+1?","level":"Level 1","type":"Algebra","solution":"\\boxed{2}"}""");
        _files.Write("MATH/algebra/10.json", "{\"problem\":");
        var check = await DatasetFiles.CheckAsync(Path.Combine(_files.Folder, "MATH"));

        Assert.Equal(("math", 2L, "algebra/2"), (check.Format, check.Rows, Assert.Single(check.Sample).Id));
        Assert.Contains("algebra/10.json", Assert.Single(check.Rejected).Reason, StringComparison.Ordinal);
    }
}
