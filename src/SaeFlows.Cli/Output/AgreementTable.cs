using SaeFlows.Core.Agreements;
using static SaeFlows.Cli.Output.Figures;

namespace SaeFlows.Cli.Output;

/// <summary>Agreement of people and model, for people.</summary>
internal static class AgreementTable
{
    private const int DisagreementsShown = 20;

    public static void Write(Terminal terminal, Agreement agreement, bool json)
    {
        if (json)
        {
            terminal.Json(agreement);
            return;
        }

        foreach (var rater in agreement.Raters)
        {
            terminal.Line($"{rater.Sheet}: {rater.Answered} of {agreement.Items} answered, {rater.Agreed} as the model; Cohen's kappa {WithInterval(rater.Kappa, rater.KappaCi)}");
        }

        terminal.Line($"Krippendorff's alpha: people and model {Share(agreement.AlphaWithModel)}, people alone {Share(agreement.AlphaOfPeople)}");
        foreach (var item in agreement.Disagreements.Take(DisagreementsShown))
        {
            terminal.Line($"{item.Id}: model {item.Model}, people {string.Join(", ", item.People.Select(own => own ?? Unknown))}");
        }

        if (agreement.Disagreements.Count > DisagreementsShown)
        {
            terminal.Line($"... and {agreement.Disagreements.Count - DisagreementsShown} more; --json lists them");
        }
    }
}
