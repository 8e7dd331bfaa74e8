using System.Globalization;
using SaeFlows.Core;
using SaeFlows.Core.Training;
using SaeFlows.Torch.Weights;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae.Trainers;

/// <summary>Checkpoints: one safetensors file with parameters, both Adam averages, buffers and counters; written whole or not at all.</summary>
internal sealed partial class SaeTrainer
{
    private const string StepKey = "step";
    private const string ScaleKey = "scale";
    private const string QuietName = "quiet";

    /// <summary>Writes the state with notes of the caller's own.</summary>
    public void Save(string path, IReadOnlyDictionary<string, string> notes)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor>();
        foreach (var (name, averages) in _names.Zip(_adam.Averages))
        {
            tensors[name] = _trainee.Parameters[name].contiguous();
            tensors[name + ".first"] = averages.First.contiguous();
            tensors[name + ".second"] = averages.Second.contiguous();
        }

        foreach (var (name, buffer) in _trainee.Buffers)
        {
            tensors[name] = buffer;
        }

        tensors[QuietName] = _quiet;
        var metadata = new Dictionary<string, string>(notes)
        {
            [StepKey] = _step.ToString(CultureInfo.InvariantCulture),
            [ScaleKey] = _scale.ToString("R", CultureInfo.InvariantCulture),
        };
        SafetensorsWriter.WriteTyped(path, tensors, metadata);
    }

    /// <summary>A training as <see cref="Save"/> left it, and the notes.</summary>
    /// <exception cref="UserInputException">The file is damaged or of a training with other settings.</exception>
    public static (SaeTrainer Trainer, IReadOnlyDictionary<string, string> Notes) Load(string path, SaeTrainingSettings settings, bool sparse = true)
    {
        var notes = SafetensorsHeader.ReadMetadata(path);
        var tensors = SafetensorsReader.Read(path);
        using var scope = NewDisposeScope();
        try
        {
            using var centre = zeros(tensors["b_dec"].shape[0]);
            var trainer = new SaeTrainer(settings, Trainees.Create(settings, centre, Gathers(settings)), double.Parse(notes[ScaleKey], CultureInfo.InvariantCulture), sparse);
            trainer.Restore(tensors);
            trainer._step = long.Parse(notes[StepKey], CultureInfo.InvariantCulture);
            trainer._adam.Steps = (int)trainer._step;
            return (trainer, notes);
        }
        catch (Exception e) when (e is KeyNotFoundException or FormatException or System.Runtime.InteropServices.ExternalException)
        {
            throw new UserInputException($"{path}: is no checkpoint of this training ({e.Message.Split('\n')[0]}); remove it to begin anew", e);
        }
        finally
        {
            foreach (var tensor in tensors.Values)
            {
                tensor.Dispose();
            }
        }
    }

    private void Restore(Dictionary<string, Tensor> saved)
    {
        using var none = no_grad();
        foreach (var (name, averages) in _names.Zip(_adam.Averages))
        {
            _trainee.Parameters[name].copy_(saved[name]);
            averages.First.copy_(saved[name + ".first"]);
            averages.Second.copy_(saved[name + ".second"]);
        }

        foreach (var (name, buffer) in _trainee.Buffers)
        {
            buffer.copy_(saved[name]);
        }

        _quiet.copy_(saved[QuietName]);
        _sparse?.Refresh();
    }
}
