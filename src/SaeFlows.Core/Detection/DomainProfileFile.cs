using System.Text.RegularExpressions;

namespace SaeFlows.Core.Detection;

/// <summary>Reads domain profiles and says plainly what is wrong with one.</summary>
public static class DomainProfileFile
{
    /// <exception cref="UserInputException">The file is missing, no profile, or holds a value that cannot be meant.</exception>
    public static DomainProfile Read(string path)
    {
        var profile = DataFile.Read<DomainProfile>(path);
        return Fault(profile) is { } fault ? throw new UserInputException($"{path}: {fault}.") : profile;
    }

    private static string? Fault(DomainProfile profile)
    {
        if (string.IsNullOrWhiteSpace(profile.Name))
        {
            return "'name' is empty; name the domain";
        }

        if (profile.Expected.Count == 0)
        {
            return "'expected' is empty; name at least one label domain that belongs into these questions";
        }

        if (profile.Layer < 0 || profile.TopK < 1 || !(profile.MaxDensity is > 0 and <= 1))
        {
            return $"'layer' {profile.Layer}, 'topK' {profile.TopK}, 'maxDensity' {profile.MaxDensity}: a layer counts from 0, topK from 1, and a density is above 0 and at most 1";
        }

        if (profile.Thresholds.Count == 0 || profile.Thresholds.Keys.Except(DetectorNames.All).Any())
        {
            return $"'thresholds' must name detectors, at least one of {string.Join(", ", DetectorNames.All)}";
        }

        return profile.Classes.Select(Fault).FirstOrDefault(fault => fault is not null);
    }

    private static string? Fault(TokenClass own)
    {
        try
        {
            _ = new Regex(own.Pattern, RegexOptions.CultureInvariant);
        }
        catch (ArgumentException error)
        {
            return $"class '{own.Name}': the pattern '{own.Pattern}' is no regular expression ({error.Message})";
        }

        return own.Expected.Count == 0 ? $"class '{own.Name}': 'expected' is empty; name at least one label domain, or mask the tokens" : null;
    }
}
