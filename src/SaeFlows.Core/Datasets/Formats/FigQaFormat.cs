using System.Globalization;

namespace SaeFlows.Core.Datasets.Formats;

/// <summary>Fig-QA (Liu et al. 2022, N22-1330): <c>startphrase</c> with a metaphor, <c>ending1</c> and <c>ending2</c>, <c>labels</c> the 0-based right one; a <c>qid</c> names a pair of rows.</summary>
internal sealed class FigQaFormat : IDatasetFormat
{
    public string Name => "fig-qa";

    public string Description => "Fig-QA: startphrase, ending1, ending2, labels";

    public bool Recognises(DatasetShape shape) => shape.Has("startphrase", "ending1", "ending2");

    public IEnumerable<RowReading> Read(RawRow row, DatasetShape shape)
    {
        var phrase = row.Fields.Text("startphrase");
        if (phrase is null || row.Fields.Text("ending1") is not { } first || row.Fields.Text("ending2") is not { } second)
        {
            return [Readings.Missing(row.Fields, "question", "startphrase, ending1 and ending2")];
        }

        var label = row.Fields.Text("labels", "label");
        return int.TryParse(label, NumberStyles.Integer, CultureInfo.InvariantCulture, out var right) && right is 0 or 1
            ? [Readings.Choice(null, $"{phrase}\n\nWhat does this mean?", [first, second], ChoiceLetters.At(right), row.Fields.Rest("startphrase", "ending1", "ending2", "labels"))]
            : [RowReading.Reject($"the label is '{label}', not 0 or 1 (the published test file has none)")];
    }
}
