using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace SaeFlows.Core.Agreements;

/// <summary>Writes a blind sheet and its key as two CSV files.</summary>
public static class BlindSheetFile
{
    public const string ItemColumn = "item";
    public const string AnswerColumn = "answer";

    /// <summary>The key's file beside a sheet: <c>sheet.csv</c> has <c>sheet.key.csv</c>.</summary>
    public static string KeyOf(string sheet) => Path.ChangeExtension(sheet, null) + ".key.csv";

    /// <exception cref="UserInputException">A file is there already, or can't be written.</exception>
    public static void Write(string path, BlindSheet sheet)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        foreach (string file in new[] { path, KeyOf(path) })
        {
            if (File.Exists(file))
            {
                throw new UserInputException($"'{file}' exists already: name another file, so that nobody's answers are lost.");
            }
        }

        try
        {
            string allowed = string.Join('|', sheet.Answers);
            WriteRows(path, [ItemColumn, .. sheet.Columns, AnswerColumn, "answer is one of", "note"], sheet.Items.Select((item, i) => (string[])[Number(i), .. item.Shown, string.Empty, allowed, string.Empty]));
            WriteRows(KeyOf(path), [ItemColumn, "id", "model", "answers"], sheet.Items.Select((item, i) => (string[])[Number(i), item.Id, item.ModelAnswer, allowed]));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException($"Sheet '{path}' can't be written: {error.Message} Name a file in a folder that you may write.", error);
        }
    }

    private static string Number(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);

    private static void WriteRows(string path, string[] header, IEnumerable<string[]> rows)
    {
        // A cell that a spreadsheet would run as a formula gets an apostrophe in front.
        var settings = new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape };
        using var csv = new CsvWriter(new StreamWriter(path), settings);
        foreach (string[] row in rows.Prepend(header))
        {
            foreach (string cell in row)
            {
                csv.WriteField(cell);
            }

            csv.NextRecord();
        }
    }
}
