using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using SaeFlows.Core.Datasets;
using SaeFlows.Core.Durability;
using SaeFlows.Pocket.Datasets;

namespace SaeFlows.Hosting.Runs;

/// <summary>The questions of a run: a built-in dataset, or a file that was checked from end to end.</summary>
public sealed class RunSource
{
    private readonly Func<CancellationToken, IAsyncEnumerable<DatasetRow>> _rows;
    private readonly int? _limit;

    private RunSource(string name, string sha256, bool knowsTruth, AnswerKind answerKind, int? limit, Func<CancellationToken, IAsyncEnumerable<DatasetRow>> rows)
    {
        Name = name;
        Sha256 = sha256;
        KnowsTruth = knowsTruth;
        AnswerKind = answerKind;
        _limit = limit;
        _rows = rows;
    }

    public string Name { get; }

    public string Sha256 { get; }

    /// <summary>Whether its questions say what is truly ambiguous.</summary>
    public bool KnowsTruth { get; }

    /// <summary>How its first question is answered.</summary>
    public AnswerKind AnswerKind { get; }

    /// <exception cref="Core.UserInputException">The file is missing, unreadable, of an unknown format, or holds no question.</exception>
    public static async Task<RunSource> OpenAsync(RunRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Dataset == BuiltIn.PocketMath)
        {
            return Pocket(request);
        }

        var mapping = request.Mapping is null ? null : DatasetMapping.Load(request.Mapping);
        var file = await DatasetCatalog.OpenAsync(request.Dataset, request.Format, mapping, cancellationToken);
        var check = await file.CheckAsync(cancellationToken);
        check.RequireQuestions();
        return new RunSource(
            Path.GetFileName(Path.TrimEndingDirectorySeparator(request.Dataset)),
            check.Sha256,
            check.Sample.Any(question => question.Truth is not null),
            check.Sample[0].Kind,
            request.Limit,
            token => file.ReadAsync(token));
    }

    /// <summary>The rows up to the limit of questions; rejected rows among them come too.</summary>
    public async IAsyncEnumerable<DatasetRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int taken = 0;
        await foreach (var row in _rows(cancellationToken).WithCancellation(cancellationToken))
        {
            yield return row;
            taken += row.Question is null ? 0 : 1;
            if (taken == _limit)
            {
                yield break;
            }
        }
    }

    private static RunSource Pocket(RunRequest request)
    {
        var questions = PocketMath.Generate(request.Seed ?? PocketMath.DefaultSeed, PocketMath.DefaultCount);
        string lines = string.Concat(questions.Select(question => DurableJson.Serialize(question) + "\n"));
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines)));
        var rows = questions.Select((question, index) => new DatasetRow(index + 1, question, null));
        return new RunSource(BuiltIn.PocketMath, sha256, knowsTruth: true, AnswerKind.Number, request.Limit, _ => rows.ToAsyncEnumerable());
    }
}
