using SaeFlows.Core.Agreements;
using SaeFlows.Core.Statistics;
using SaeFlows.Core.Tests.Datasets;

namespace SaeFlows.Core.Tests.Agreements;

public sealed class AgreementTests : IDisposable
{
    private static readonly string[] Model = ["same", "same", "different", "different", "same", "different"];

    private readonly DatasetFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Read_FilledSheets_GivesKappaAndAlpha()
    {
        string sheet = Write();
        string?[] first = ["same", "same", "different", "same", "same", "different"];
        string?[] second = ["same", null, "different", "different", "same", "different"];

        var agreement = AgreementReader.Read(BlindSheetFile.KeyOf(sheet), [Fill(sheet, "a.csv", first), Fill(sheet, "b.csv", second)]);

        Assert.Equal((6, 5), (agreement.Raters[0].Answered, agreement.Raters[0].Agreed));
        Assert.Equal(CohenKappa.Of(first!, Model).Kappa, agreement.Raters[0].Kappa!.Value, precision: 12);
        Assert.Equal((5, 1.0), (agreement.Raters[1].Answered, agreement.Raters[1].Kappa!.Value));
        string?[][] all = [first, second, Model];
        Assert.Equal(KrippendorffAlpha.Nominal([.. Enumerable.Range(0, 6).Select(i => (IReadOnlyList<string?>)[.. all.Select(own => own[i])])]), agreement.AlphaWithModel!.Value, precision: 12);
        Assert.Equal("q4", Assert.Single(agreement.Disagreements).Id);
    }

    [Fact]
    public void Write_Sheet_HidesIdAndModelAnswer()
    {
        string text = File.ReadAllText(Write());

        Assert.DoesNotContain("q1", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1), line => Assert.EndsWith(",,same|different,", line.TrimEnd('\r'), StringComparison.Ordinal));
    }

    [Fact]
    public void Write_FormulaInText_IsDefused() =>
        Assert.Contains("'=HYPERLINK", File.ReadAllText(Write("=HYPERLINK(\"x\")")), StringComparison.Ordinal);

    [Fact]
    public void Write_ExistingSheet_IsNotOverwritten()
    {
        string sheet = Write();

        Assert.Contains("exists already", Assert.Throws<UserInputException>(() => BlindSheetFile.Write(sheet, new BlindSheet([], [], []))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("perhaps", "'perhaps' is no answer")]
    [InlineData(null, "nothing is answered yet")]
    public void Read_BadAnswers_NamesFileAndFix(string? answer, string message)
    {
        string sheet = Write();
        string filled = Fill(sheet, "a.csv", [answer, null, null, null, null, null]);

        Assert.Contains(message, Assert.Throws<UserInputException>(() => AgreementReader.Read(BlindSheetFile.KeyOf(sheet), [filled])).Message, StringComparison.Ordinal);
    }

    private string Write(string shown = "text")
    {
        string path = Path.Combine(_files.Folder, "sheet.csv");
        BlindSheetFile.Write(path, new BlindSheet(["shown"], ["same", "different"], [.. Model.Select((answer, i) => new BlindItem($"q{i + 1}", answer, [shown]))]));
        return path;
    }

    private string Fill(string sheet, string name, string?[] answers)
    {
        var lines = File.ReadAllLines(sheet);
        var filled = lines.Skip(1).Select((line, i) => line.Replace(",,same|different", $",{answers[i]},same|different", StringComparison.Ordinal));
        string path = Path.Combine(_files.Folder, name);
        File.WriteAllLines(path, filled.Prepend(lines[0]));
        return path;
    }
}
