using SaeFlows.Core;
using SaeFlows.Core.Detection;
using SaeFlows.Core.Features;
using SaeFlows.Torch.Probes;
using SaeFlows.Torch.Sae;

namespace SaeFlows.Torch.Runtime;

/// <summary>The files of a domain: the profile and the data of the detectors beside the SAE.</summary>
internal static class DomainFolder
{
    public const string ProfileFile = "profile.json";
    public const string TablesFile = "tables.json";
    public const string ProbeFile = "probe.json";
    public const string LabelsFile = "labels.json";
    public const string RandomFolder = "random";

    /// <summary>The profile's file: a domain is a folder with one, or the file itself.</summary>
    public static string ProfileOf(string domain) => File.Exists(domain) ? domain : Path.Combine(domain, ProfileFile);

    /// <summary>All detectors whose data are there; those that read an SAE need one.</summary>
    /// <exception cref="UserInputException">A file is broken or belongs to another SAE.</exception>
    public static IReadOnlyList<ITokenDetector> ReadDetectors(string folder, string? saeFolder, ISparseAutoencoder? sae, DomainProfile profile)
    {
        var detectors = new List<ITokenDetector> { new SurprisalDetector() };
        if (saeFolder is not null && sae is not null)
        {
            var labels = ReadLabels(saeFolder, sae);
            CheckExpected(profile, labels, saeFolder);
            detectors.InsertRange(0, [new LatentDetector(DetectorNames.Sae, sae, labels, profile), new LatentDetector(DetectorNames.Shuffled, sae, labels, profile, shuffle: true)]);
        }

        var random = Path.Combine(folder, RandomFolder);
        if (Directory.Exists(random))
        {
            var (directions, _) = SaeFolder.Read(random);
            detectors.Add(new LatentDetector(DetectorNames.Random, directions, ReadLabels(random, directions), profile));
        }

        var tables = Path.Combine(folder, TablesFile);
        if (File.Exists(tables))
        {
            var counts = DataFile.Read<WordTables>(tables);
            detectors.Add(new TableDetector(DetectorNames.Frequency, counts));
            detectors.Add(new TableDetector(DetectorNames.Bigram, counts));
        }

        var probe = Path.Combine(folder, ProbeFile);
        if (File.Exists(probe))
        {
            detectors.Add(new ProbeDetector(DataFile.Read<LinearProbe>(probe)));
        }

        return [.. detectors.Where(d => profile.Thresholds.ContainsKey(d.Name))];
    }

    private static void CheckExpected(DomainProfile profile, LabelSet labels, string saeFolder)
    {
        if (profile.Expected.Concat(profile.Classes.SelectMany(own => own.Expected)).FirstOrDefault(domain => !labels.Domains.Contains(domain)) is { } unknown)
        {
            throw new UserInputException(
                $"domain profile '{profile.Name}' expects the label domain '{unknown}', but the labels in {saeFolder} name {string.Join(", ", labels.Domains)}; use an SAE that is labelled for this domain.");
        }
    }

    private static LabelSet ReadLabels(string folder, ISparseAutoencoder sae)
    {
        var path = Path.Combine(folder, LabelsFile);
        var labels = LabelSet.Read(path);
        return labels.Latents == sae.Latents ? labels : throw new UserInputException($"{path}: labels {labels.Latents} latents, but the SAE has {sae.Latents}; both must come from one SAE.");
    }
}
