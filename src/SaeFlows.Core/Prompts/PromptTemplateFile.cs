using SaeFlows.Core.Datasets;

namespace SaeFlows.Core.Prompts;

/// <summary>Reads prompt templates and says plainly what is wrong with one.</summary>
public static class PromptTemplateFile
{
    /// <exception cref="UserInputException">The file is missing, no template, or holds a value that cannot be meant.</exception>
    public static PromptTemplate Read(string path)
    {
        var template = DataFile.Read<PromptTemplate>(path);
        return Fault(template) is { } fault ? throw new UserInputException($"{path}: {fault}.") : template;
    }

    private static string? Fault(PromptTemplate template)
    {
        if (string.IsNullOrWhiteSpace(template.Name))
        {
            return "'name' is empty; name the template";
        }

        if (template.Kind == AnswerKind.Choice && !template.ChoiceLine.Contains("{choice}", StringComparison.Ordinal))
        {
            return "'choiceLine' lacks {choice}, so no choice would be shown";
        }

        int bare = template.Shots.ToList().FindIndex(shot => string.IsNullOrWhiteSpace(shot.Question) || string.IsNullOrWhiteSpace(shot.Answer));
        return bare >= 0 ? $"shot {bare + 1} lacks a question or an answer" : template.Stops.Contains(string.Empty) ? "an empty stop would end every answer; leave it out" : null;
    }
}
