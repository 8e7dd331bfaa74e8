using System.Globalization;
using System.Text.Json;
using SaeFlows.Core.Audit;
using SaeFlows.Core.Datasets;
using SaeFlows.Core.Durability;
using Spectre.Console;

namespace SaeFlows.Cli.Output;

/// <summary>One question's history for people.</summary>
internal static class HistoryTable
{
    private const int LongestCell = 400;

    public static void Write(Terminal terminal, Question question, IReadOnlyList<LedgerEvent> events)
    {
        terminal.Line($"Question {question.Id}: {question.Text}");
        terminal.Line($"Reference answer: {question.Answer}");
        var table = new Table().Border(TableBorder.Simple).AddColumns("#", "time (UTC)", "step", "arm", "try", "what came out", "hash");
        foreach (var recorded in events)
        {
            var body = DurableJson.Deserialize<LedgerBody>(recorded.Body)!;
            table.AddRow(
                recorded.Sequence.ToString(CultureInfo.InvariantCulture),
                body.At.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture),
                Markup.Escape(body.Step),
                Markup.Escape(body.Arm ?? string.Empty),
                body.Attempt.ToString(CultureInfo.InvariantCulture),
                Markup.Escape(Shorten(Describe(body))),
                recorded.Hash[..12]);
        }

        terminal.Out.Write(table);
    }

    private static string Describe(LedgerBody body)
    {
        if (body.Output is not { ValueKind: JsonValueKind.Object } output)
        {
            return string.Empty;
        }

        return body.Step switch
        {
            "answer" or "re-answer" => Text(output, "error") ?? Text(output, "answer") ?? string.Empty,
            "detect" => DescribeDetection(output),
            "reformulate" => Text(output, "text") ?? "nothing to propose: " + Text(output, "note"),
            "verify" => $"{Text(output, "equivalence")}: {Text(output, "reason")}",
            "score" => DescribeScore(output),
            _ => output.GetRawText(),
        };
    }

    private static string DescribeDetection(JsonElement output)
    {
        var found = output.GetProperty("detectors").EnumerateArray()
            .SelectMany(detector => detector.GetProperty("ambiguities").EnumerateArray()
                .Select(ambiguity => $"{Text(detector, "detector")} suspects '{Text(ambiguity, "text")}'{ReadAs(ambiguity)}"))
            .ToList();
        return found.Count == 0 ? "nothing suspect" : string.Join("; ", found);
    }

    private static string ReadAs(JsonElement ambiguity) => Text(ambiguity, "readAs") is { Length: > 0 } domain ? $" (read as {domain})" : string.Empty;

    private static string DescribeScore(JsonElement output) => Text(output, "error") is { } error
        ? "errored: " + error
        : $"{Text(output, "status")}: " + string.Join(", ", output.GetProperty("arms").EnumerateArray().Select(arm => $"{Text(arm, "arm")} {Text(arm, "result")}"));

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Shorten(string text) => text.Length <= LongestCell ? text : text[..LongestCell] + "...";
}
