using SaeFlows.Core;
using SaeFlows.Core.Models;
using SaeFlows.Hosting.Runs;

namespace SaeFlows.Worker;

/// <summary>Finds the folders of a model reference below the worker's model folder. References come with jobs: none may lead elsewhere.</summary>
internal sealed class ModelFolders(string root)
{
    public ModelReference Find(ModelReference reference) =>
        BuiltIn.Folders(new ModelReference(Below(reference.Model), Below(reference.Sae), Below(reference.Domain)));

    private string Below(string name)
    {
        if (name is BuiltIn.Pocket or ModelReference.None)
        {
            return name;
        }

        string folder = Path.GetFullPath(Path.Combine(root, name));
        return folder.StartsWith(Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? folder
            : throw new UserInputException($"Model folder '{name}' does not lie in the worker's model folder: name it relative to that.");
    }
}
