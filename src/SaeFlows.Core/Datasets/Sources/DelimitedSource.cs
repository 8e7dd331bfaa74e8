using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;

namespace SaeFlows.Core.Datasets.Sources;

/// <summary>A table with a header line (RFC 4180, or tab-separated without quoting). Row 1 is the first data row.</summary>
internal sealed class DelimitedSource(string path, DelimitedLayout layout) : IRowSource
{
    // A field that long means a quote that was never closed.
    private const int LongestField = 4 << 20;

    public DatasetContainer Container => layout.Delimiter == '\t' ? DatasetContainer.Tsv : DatasetContainer.Csv;

    public IReadOnlyDictionary<string, JsonElement> Root => new Dictionary<string, JsonElement>();

    public async IAsyncEnumerable<RawRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var text = DatasetText.Open(path);
        for (var skipped = 0; skipped < layout.SkippedLines; skipped++)
        {
            await text.ReadLineAsync(cancellationToken);
        }

        string? badData = null;
        using var parser = new CsvParser(text, Configuration(() => badData = "a quote is opened and never closed, or stands inside a field without quotes; close it, or double it and quote the whole field"));
        string[]? header = null;
        var number = 0L;
        while (await NextAsync(parser, number))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var fields = parser.Record!;
            if (header is null)
            {
                header = Header(fields);
                badData = null;
                continue;
            }

            number++;
            yield return Row(number, header, fields, badData);
            badData = null;
        }
    }

    private CsvConfiguration Configuration(Action onBadData) => new(CultureInfo.InvariantCulture)
    {
        Delimiter = layout.Delimiter.ToString(),
        Mode = layout.Quoted ? CsvMode.RFC4180 : CsvMode.NoEscape,
        TrimOptions = layout.Quoted ? TrimOptions.Trim : TrimOptions.None,
        BadDataFound = _ => onBadData(),
        MaxFieldSize = LongestField,
        DetectColumnCountChanges = false,
        LineBreakInQuotedFieldIsBadData = false,
        CacheFields = false,
    };

    private async Task<bool> NextAsync(CsvParser parser, long number)
    {
        try
        {
            return await parser.ReadAsync();
        }
        catch (Exception e) when (e is MaxFieldSizeException or CsvHelper.MissingFieldException or BadDataException)
        {
            throw new UserInputException($"{path}: row {number + 1}: a quote is opened and never closed; close or double it", e);
        }
    }

    private static string[] Header(string[] fields)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return [.. fields.Select((field, i) =>
        {
            var name = (i == 0 ? DatasetText.WithoutMark(field) : field).Trim();
            name = name.Length == 0 ? $"column{i + 1}" : name;
            return names.Add(name) ? name : $"{name}_{i + 1}";
        })];
    }

    private static RawRow Row(long number, string[] header, string[] fields, string? badData)
    {
        if (badData is null && fields.Length != header.Length)
        {
            badData = $"has {fields.Length} columns where the header has {header.Length}; quote fields that contain the separator";
        }

        if (Array.Exists(fields, f => f.Contains(DatasetText.InvalidBytes)))
        {
            badData = DatasetText.NotUtf8;
        }

        return badData is null ? new RawRow(number, JsonRecord.Of(header, fields)) : new RawRow(number, default, Broken: badData);
    }
}
