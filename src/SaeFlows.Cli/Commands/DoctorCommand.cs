using System.CommandLine;
using SaeFlows.Cli.Output;
using SaeFlows.Cli.Diagnosis;
using Spectre.Console;

namespace SaeFlows.Cli.Commands;

/// <summary><c>doctor</c>: what works on this machine, what is missing, and the command that mends it.</summary>
internal static class DoctorCommand
{
    public static Command Create(Terminal terminal)
    {
        var database = CommonOptions.Database();
        var json = CommonOptions.Json();
        var command = new Command("doctor", "Say what works on this machine, what is missing, and how to mend it.") { database, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            var findings = MachineCheck.All(parsed.GetRequiredValue(database)).ToList();
            if (parsed.GetValue(json))
            {
                terminal.Json(new { ok = findings.All(finding => finding.Works || !finding.Needed), findings });
            }
            else
            {
                Write(terminal, findings);
            }

            return Task.FromResult(findings.All(finding => finding.Works || !finding.Needed) ? ExitCodes.Done : ExitCodes.BadInput);
        });
        return command;
    }

    private static void Write(Terminal terminal, IEnumerable<Finding> findings)
    {
        foreach (var finding in findings)
        {
            string mark = finding.Works ? "[green]ok     [/]" : finding.Needed ? "[red]MISSING[/]" : "[yellow]absent [/]";
            terminal.Out.MarkupLine($"{mark} {Markup.Escape(finding.What)}: {Markup.Escape(finding.Detail)}");
            if (!finding.Works && finding.Mend is not null)
            {
                terminal.Out.MarkupLine($"        {Markup.Escape(finding.Mend)}");
            }
        }
    }
}
