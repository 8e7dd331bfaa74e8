using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using SaeFlows.Core.Statistics;

namespace SaeFlows.Core.Agreements;

/// <summary>Reads filled-in sheets back and measures agreement.</summary>
public static class AgreementReader
{
    /// <exception cref="UserInputException">A file is missing, belongs to another key, or holds an answer that is none.</exception>
    public static Agreement Read(string keyFile, IReadOnlyList<string> sheets)
    {
        ArgumentNullException.ThrowIfNull(sheets);
        var key = Rows(keyFile, "id", "model", "answers").ToList();
        if (key.Count == 0)
        {
            throw new UserInputException($"{keyFile}: the key has no item; write the sheet again.");
        }

        string[] answers = key[0].Cells[2].Split('|');
        var places = key.Select((row, i) => (row.Item, i)).ToDictionary(row => row.Item, row => row.i, StringComparer.Ordinal);
        var people = sheets.Select(sheet => ReadSheet(sheet, places, answers)).ToList();
        string[] model = [.. key.Select(row => row.Cells[1])];
        return new Agreement(
            key.Count,
            [.. sheets.Zip(people, (sheet, own) => Against(Path.GetFileName(sheet), own, model))],
            Alpha(key.Count, [.. people, model]),
            people.Count < 2 ? null : Alpha(key.Count, people),
            [.. key.Select((row, i) => new Disagreement(row.Cells[0], model[i], [.. people.Select(own => own[i])])).Where(item => item.People.Any(own => own is not null && own != item.Model))]);
    }

    private static string?[] ReadSheet(string path, Dictionary<string, int> places, string[] answers)
    {
        var own = new string?[places.Count];
        foreach (var (line, item, cells) in Rows(path, BlindSheetFile.AnswerColumn))
        {
            if (!places.TryGetValue(item, out int place))
            {
                throw new UserInputException($"{path}, line {line}: item '{item}' is not in the key; give the key that was written with this sheet.");
            }

            string answer = cells[0].Trim();
            if (answer.Length > 0)
            {
                own[place] = answers.FirstOrDefault(allowed => allowed.Equals(answer, StringComparison.OrdinalIgnoreCase))
                    ?? throw new UserInputException($"{path}, line {line}: '{answer}' is no answer; use one of {string.Join(", ", answers)}, or leave it empty.");
            }
        }

        return own;
    }

    private static RaterAgreement Against(string sheet, string?[] own, string[] model)
    {
        var both = own.Zip(model).Where(pair => pair.First is not null).ToList();
        if (both.Count == 0)
        {
            throw new UserInputException($"{sheet}: nothing is answered yet; fill in the column '{BlindSheetFile.AnswerColumn}'.");
        }

        var kappa = CohenKappa.Of([.. both.Select(pair => pair.First!)], [.. both.Select(pair => pair.Second)]);
        var interval = kappa.Interval();
        return new RaterAgreement(
            sheet, both.Count, both.Count(pair => pair.First == pair.Second), Defined(kappa.Kappa), double.IsNaN(kappa.Kappa) ? null : [interval.Low, interval.High]);
    }

    private static double? Alpha(int items, IReadOnlyList<string?[]> raters) =>
        Defined(KrippendorffAlpha.Nominal([.. Enumerable.Range(0, items).Select(i => (IReadOnlyList<string?>)[.. raters.Select(own => own[i])])]));

    private static double? Defined(double value) => double.IsNaN(value) ? null : value;

    private static IEnumerable<(int Line, string Item, string[] Cells)> Rows(string path, params string[] columns)
    {
        if (!File.Exists(path))
        {
            throw new UserInputException($"{path}: no such file; name the CSV file that 'sample' wrote.");
        }

        var settings = new CsvConfiguration(CultureInfo.InvariantCulture) { DetectDelimiter = true, BadDataFound = null, MissingFieldFound = null };
        using var csv = new CsvReader(new StreamReader(path), settings);
        if (!csv.Read() || !csv.ReadHeader() || columns.Append(BlindSheetFile.ItemColumn).FirstOrDefault(column => !csv.HeaderRecord!.Contains(column)) is not null)
        {
            throw new UserInputException($"{path}: the columns {BlindSheetFile.ItemColumn}, {string.Join(", ", columns)} must be there; keep the sheet's first line as it was written.");
        }

        while (csv.Read())
        {
            yield return (csv.Parser.RawRow, csv.GetField(BlindSheetFile.ItemColumn) ?? string.Empty, [.. columns.Select(column => csv.GetField(column) ?? string.Empty)]);
        }
    }
}
