using static TorchSharp.torch;

namespace SaeFlows.Torch.Training;

/// <summary>Trains a decoder to predict the next token: AdamW, linear warm-up, cosine decay to a hundredth.</summary>
internal static class DecoderTrainer
{
    /// <summary>Runs all steps.</summary>
    /// <param name="model">The decoder; its weights change in place.</param>
    /// <param name="next">The stream of sequences.</param>
    /// <param name="options">Settings.</param>
    /// <param name="progress">Receives the step and its loss.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    public static void Train(TrainableLlama model, Func<TrainingText> next, TrainingOptions options, Action<int, double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        var parameters = model.Weights.Values.ToList();
        parameters.ForEach(p => p.requires_grad = true);
        using var adam = new AdamW(parameters, options.WeightDecay, options.ClipNorm);
        var step = 0;
        foreach (var batch in LengthBatches.Of(next, options.BatchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var loss = Loss(model, batch, options.AnswerWeight);
            loss.backward();
            adam.Step(Rate(options, step));
            if (progress is not null && (step % 50 == 0 || step == options.Steps - 1))
            {
                progress(step, loss.item<float>());
            }

            if (++step == options.Steps)
            {
                break;
            }
        }

        parameters.ForEach(p => p.requires_grad = false);
    }

    private static Tensor Loss(TrainableLlama model, IReadOnlyList<TrainingText> batch, double answerWeight)
    {
        var length = batch[0].Tokens.Length;
        var ids = new long[batch.Count * length];
        var weights = new float[batch.Count * (length - 1)];
        Array.Fill(weights, 1f);
        for (var i = 0; i < batch.Count; i++)
        {
            batch[i].Tokens.Select(t => (long)t).ToArray().CopyTo(ids, i * length);
            if (batch[i].AnswerAt > 0)
            {
                weights[(i * (length - 1)) + batch[i].AnswerAt - 1] = (float)answerWeight;
            }
        }

        var tokens = tensor(ids, [batch.Count, length]);
        var logits = model.Forward(tokens.narrow(1, 0, length - 1));
        var losses = nn.functional.cross_entropy(logits.reshape(-1, logits.shape[2]), tokens.narrow(1, 1, length - 1).reshape(-1), reduction: nn.Reduction.None);
        var weight = tensor(weights);
        return (losses * weight).sum() / weight.sum();
    }

    private static double Rate(TrainingOptions options, int step)
    {
        if (step < options.WarmUpSteps)
        {
            return options.LearningRate * (step + 1) / options.WarmUpSteps;
        }

        var done = (double)(step - options.WarmUpSteps) / Math.Max(1, options.Steps - options.WarmUpSteps);
        return options.LearningRate * (0.01 + (0.99 * 0.5 * (1 + Math.Cos(Math.PI * done))));
    }
}
