using System.Diagnostics;
using SaeFlows.Pocket.Corpora;
using SaeFlows.Pocket.Grammar;
using SaeFlows.Torch.Training;
using SaeFlows.Torch.Weights;

SaeFlows.Torch.Native.TorchLibrary.EnsureLoaded();
var ids = Words.Vocabulary.Select((w, i) => (w, i)).ToDictionary(p => p.w, p => p.i);
Console.WriteLine($"vocabulary {ids.Count}");
TrainingText Text(Document d) => new([1, .. d.Words.Select(w => ids[w]), 2], d.AnswerAt + 1);
if (args[0] == "pocket") { return await SaeFlows.Cli.PocketMaking.PocketCommands.RunAsync(args[1..], default); }
if (args[0] == "convert")
{
    var c2 = new LlamaConfig { VocabularySize = ids.Count, HiddenSize = 128, IntermediateSize = 384, Layers = 4, Heads = 4, KeyValueHeads = 4, ContextLength = 64 };
    using var m2 = TrainableLlama.FromWeights(c2, WeightFile.Read(args[1], LlamaShapes.Of(c2)));
    SaeFlows.Torch.Runtime.PocketDecoder.Write(args[2], m2, SaeFlows.Cli.PocketMaking.PocketCorpus.Tokenizer, [Words.Unknown, Words.Begin, Words.End], SaeFlows.Cli.PocketMaking.PocketCorpus.Ends);
    return 0;
}
if (args[0] == "sae") { Explore.Sae(args[1], int.Parse(args[2]), int.Parse(args[3]), double.Parse(args[4]), int.Parse(args[5]), double.Parse(args[6])); return 0; }
if (args[0] == "explore") { Explore.Run(args[1]); return 0; }
if (args[0] == "sample")
{
    var w = new CorpusWriter(1);
    for (var i = 0; i < 40; i++) { var d = w.Next(); Console.WriteLine($"{d.Domain,-6} {string.Join(' ', d.Words)}"); }
    Console.WriteLine(Enumerable.Range(0, 5000).Average(_ => w.Next().Words.Count));
    return 0;
}

var steps = int.Parse(args[1]);
var config = new LlamaConfig { VocabularySize = ids.Count, HiddenSize = 128, IntermediateSize = 384, Layers = 4, Heads = 4, KeyValueHeads = 4, ContextLength = 64 };
using var model = TrainableLlama.Create(config, 1);
var corpus = new CorpusWriter(1);
var watch = Stopwatch.StartNew();
DecoderTrainer.Train(model, () => Text(corpus.Next()), new TrainingOptions { Steps = steps }, (s, l) => { Console.WriteLine($"{s} {l:F4} {watch.Elapsed.TotalSeconds:F1}s"); if (s % 500 == 0 && s > 0) { SafetensorsWriter.Write(args[2], model.Weights); } }, default);
SafetensorsWriter.Write(args[2], model.Weights);
return 0;
