using System.Text.Encodings.Web;
using System.Text.Json;
using SaeFlows.Core.Durability;
using Spectre.Console;

namespace SaeFlows.Cli.Output;

/// <summary>Results go to standard output, all else to standard error.</summary>
internal sealed class Terminal
{
    private static readonly JsonSerializerOptions Indented = new(DurableJson.Options)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.Never,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly TextWriter _output;
    private readonly TextWriter _log;

    public Terminal(TextWriter output, TextWriter error)
    {
        _output = output;
        _log = error;
        Out = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        Log = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        if (Console.IsOutputRedirected)
        {
            // A file or a pipe has no width of its own; Spectre's guess of 80 would fold the tables.
            Out.Profile.Width = 160;
        }
    }

    /// <summary>Where results go.</summary>
    public IAnsiConsole Out { get; }

    /// <summary>Where progress and remarks go.</summary>
    public IAnsiConsole Log { get; }

    /// <summary>Prints one JSON object.</summary>
    public void Json<T>(T value) => _output.WriteLine(JsonSerializer.Serialize(value, Indented));

    /// <summary>Prints a line as it is, never folded.</summary>
    public void Line(string line) => _output.WriteLine(line);

    /// <summary>A remark that is no result.</summary>
    public void Say(string line) => _log.WriteLine(line);
}
