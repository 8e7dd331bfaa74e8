using System.Text.Json;
using SaeFlows.Core.Datasets.Formats;
using SaeFlows.Core.Datasets.Sources;

namespace SaeFlows.Core.Datasets;

/// <summary>The formats that are known, and the way into a file.</summary>
public static class DatasetCatalog
{
    /// <summary>In the order in which they are asked: what is most particular comes first.</summary>
    public static IReadOnlyList<IDatasetFormat> Formats { get; } =
    [
        new Gsm8kFormat(),
        new SvampFormat(),
        new AquaFormat(),
        new MawpsFormat(),
        new OpenMathInstructFormat(1),
        new OpenMathInstructFormat(2),
        new OpenMathInstructSchemaFormat(),
        new MathFormat(),
        new MohFormat(),
        new VuaSequenceFormat(),
        new VerbSentenceFormat("vua", "VUA verbs: text_idx, sentence_idx, verb, sentence, verb_idx, label", "text_idx", "sentence_idx"),
        new VerbSentenceFormat("moh-x", "MOH-X: arg1, arg2, verb, sentence, verb_idx, label", "arg1", "arg2"),
        new VerbSentenceFormat("trofi", "TroFi: verb, sentence, verb_idx, label"),
        new MelbertFormat(),
        new MetaphorTableFormat(),
        new FigQaFormat(),
        new TsvetkovFormat(),
        new ContractNliFormat(),
        new FolioFormat(),
        new ProofWriterFormat(),
        new NliFormat(),
        new MultipleChoiceFormat(),
        new ColumnsFormat(),
    ];

    /// <summary>Opens a file and tells its format.</summary>
    /// <param name="path">A file; or a folder with one JSON problem a file.</param>
    /// <param name="formatName">A format's name when it cannot be told, or null.</param>
    /// <param name="mapping">Which columns make a question; wins over any format.</param>
    /// <param name="cancellationToken">Ends the look at the file.</param>
    /// <exception cref="UserInputException">No such file, an empty one, an unknown format, a column that is not there: one line with the fix.</exception>
    public static async Task<DatasetFile> OpenAsync(
        string path, string? formatName = null, DatasetMapping? mapping = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var named = formatName is null ? null : Find(formatName);
        var source = await RowSources.OpenAsync(path, cancellationToken);
        var (shape, broken) = await LookAsync(path, source, cancellationToken);
        if (shape.Samples.Count == 0)
        {
            throw new UserInputException(broken is { } row
                ? $"{path}: none of the first rows can be read; row {row.Row}: {row.Broken}"
                : $"{path}: the file holds no rows; it needs at least one");
        }

        var format = mapping is null ? named ?? Recognise(shape) : Mapped(shape, mapping, named);
        return new DatasetFile(source, shape, format);
    }

    /// <exception cref="UserInputException">No format has that name.</exception>
    public static IDatasetFormat Find(string name) =>
        Formats.FirstOrDefault(f => string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new UserInputException(string.Equals(name, "hfmet", StringComparison.OrdinalIgnoreCase)
            ? "HFMET is not published under that name; name your file's columns with --mapping, or give it the columns sentence, target, label (--format metaphor)"
            : $"unknown format '{name}'; known are: {string.Join(", ", Formats.Select(f => f.Name))}");

    private static MappedFormat Mapped(DatasetShape shape, DatasetMapping mapping, IDatasetFormat? named)
    {
        string?[] wanted = [mapping.Question, mapping.Answer, mapping.Id, mapping.Context, .. mapping.Choices];
        var missing = wanted.FirstOrDefault(w => w is not null && !shape.Columns.Contains(w, StringComparer.OrdinalIgnoreCase));
        return missing is null
            ? new MappedFormat(named?.Name ?? "mapped", mapping)
            : throw new UserInputException($"{shape.Path}: the mapping names column '{missing}', but the columns are: {string.Join(", ", shape.Columns)}");
    }

    private static IDatasetFormat Recognise(DatasetShape shape)
    {
        if (Formats.FirstOrDefault(f => f.Recognises(shape)) is { } format)
        {
            return format;
        }

        throw new UserInputException(
            $"{shape.Path}: the format cannot be told from the columns {string.Join(", ", shape.Columns.Take(12))}; name it with --format ({string.Join(", ", Formats.Select(f => f.Name))}) or the columns with --mapping");
    }

    private static async Task<(DatasetShape Shape, RawRow? Broken)> LookAsync(string path, IRowSource source, CancellationToken cancellationToken)
    {
        var samples = new List<JsonElement>();
        RawRow? broken = null;
        var seen = 0;
        await foreach (var row in source.ReadAsync(cancellationToken))
        {
            if (row.Broken is null)
            {
                samples.Add(row.Fields);
            }
            else
            {
                broken ??= row;
            }

            if (samples.Count == DatasetShape.SampleRows || ++seen == 10 * DatasetShape.SampleRows)
            {
                break;
            }
        }

        return (new DatasetShape(path, source.Container, samples, source.Root), broken);
    }
}
