using System.Runtime.Intrinsics;
using SaeFlows.Core.Training;
using SaeFlows.Torch.SparseSteps;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae.Trainers;

/// <summary>
/// A training's sparse step: the trainee's parameters and Adam's averages are views of the step's own memory, so that sparse and dense steps can follow each
/// other. Owns that memory; the views belong to the trainee and to Adam.
/// </summary>
internal sealed class SparseTraining : IDisposable
{
    private readonly SaeTrainingSettings _settings;
    private readonly SparseStepState _state;
    private readonly SparseStep _step;
    private readonly Dictionary<string, Tensor> _views;

    /// <param name="settings">A kind that <see cref="Fits"/>.</param>
    /// <param name="start">Where the training begins; taken over and disposed.</param>
    /// <param name="beta2">Decay of the squares' averages.</param>
    public SparseTraining(SaeTrainingSettings settings, SaeTrainee start, double beta2)
    {
        _settings = settings;
        _state = new SparseStepState(start.InputSize, start.Latents);
        _views = _state.Views().ToDictionary(v => v.Key, v => v.Value.DetachFromDisposeScope());
        foreach (var (name, value) in start.Parameters)
        {
            _views[name].copy_(value);
        }

        Trainee = Trainees.Over(settings, start.Parameters.Keys.ToDictionary(name => name, name => _views[name]));
        start.Dispose();
        _step = new SparseStep(_state, new SparseStepOptions
        {
            Kind = settings.Kind switch
            {
                SaeKinds.TopK => SparseKind.TopK,
                SaeKinds.BatchTopK => SparseKind.BatchTopK,
                _ => SparseKind.Relu,
            },
            K = settings.K,
            Beta2 = beta2,
            NormaliseDecoder = settings.ConstrainDecoder,
            ProjectGradient = settings.ConstrainDecoder,
            Threads = settings.Threads,
        });
    }

    /// <summary>The trainee over the shared memory.</summary>
    public SaeTrainee Trainee { get; }

    /// <summary>The kinds that have a sparse step, in float32, where the processor has the vectors that make it worth while.</summary>
    public static bool Fits(SaeTrainingSettings settings) =>
        settings.Kind is SaeKinds.ReluL1 or SaeKinds.TopK or SaeKinds.BatchTopK && !settings.Bfloat16 && settings.Device == "cpu" && Vector512.IsHardwareAccelerated;

    /// <summary>Adam's averages of the parameters named.</summary>
    public IReadOnlyList<(Tensor First, Tensor Second)> Averages(IReadOnlyList<string> names) => [.. names.Select(n => (_views[n + ".m"], _views[n + ".v"]))];

    /// <summary>A step, the number given (from 0), on scaled inputs [tokens, input].</summary>
    public StepOutcome Step(Tensor batch, long step, double rate, double penalty)
    {
        _state.Steps = step;
        var outcome = _step.Step(batch.contiguous(), new StepRates(rate, _settings.Kind == SaeKinds.ReluL1 ? penalty : 0));
        (Trainee as BatchTopKTrainee)?.Follow(_step.SmallestActive);
        return outcome;
    }

    /// <summary>Which latents fired on no token of the last sparse step [latents].</summary>
    public Tensor Silent() => tensor(_step.ActiveTokens.ToArray()).eq(0);

    /// <summary>After anything else changed parameters or averages.</summary>
    public void Refresh() => _step.Refresh();

    public void Dispose()
    {
        _step.Dispose();
        _state.Dispose();
    }
}
