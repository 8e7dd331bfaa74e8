using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace SaeFlows.Cli.Commands;

/// <summary>Help of a command without the arguments of the commands above it, which it does not take: <c>report sample RUN</c> names one run.</summary>
internal sealed class OwnArgumentsHelp(HelpAction help) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => help.ClearsParseErrors;

    public static void Use(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new OwnArgumentsHelp((HelpAction)option.Action!);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var above = new List<Argument>();
        for (var at = parseResult.CommandResult.Parent; at is CommandResult command; at = command.Parent)
        {
            above.AddRange(command.Command.Arguments.Where(argument => !argument.Hidden));
        }

        above.ForEach(argument => argument.Hidden = true);
        try
        {
            return help.Invoke(parseResult);
        }
        finally
        {
            above.ForEach(argument => argument.Hidden = false);
        }
    }
}
