using SaeFlows.Core.Datasets;
using SaeFlows.Pocket.Corpora;
using SaeFlows.Pocket.Datasets;
using SaeFlows.Pocket.Grammar;
using SaeFlows.Torch.Activations;
using SaeFlows.Torch.Probes;
using SaeFlows.Torch.Training;
using SaeFlows.Torch.Weights;

internal static class Explore
{
    static Dictionary<string, int> ids = Words.Vocabulary.Select((w, i) => (w, i)).ToDictionary(p => p.w, p => p.i);

    public static double Auc(IEnumerable<double> pos, IEnumerable<double> neg)
    {
        var p = pos.ToArray(); var n = neg.ToArray();
        double s = 0; foreach (var a in p) foreach (var b in n) s += a > b ? 1 : a == b ? .5 : 0;
        return s / p.Length / n.Length;
    }

    static int[] Toks(string text) => [1, .. text.Split(' ').Select(w => ids[w])];

    static string[] Answers(TrainableLlama model, IReadOnlyList<string> texts)
    {
        var ans = new string[texts.Count];
        foreach (var g in texts.Select((t, i) => (Toks(t), i)).GroupBy(t => t.Item1.Length))
        {
            var r = GreedyDecoder.Continue(model, [.. g.Select(x => x.Item1)], 1, new HashSet<int> { 2 });
            foreach (var (x, a) in g.Zip(r)) ans[x.i] = string.Join(' ', a.Select(i => Words.Vocabulary[i]));
        }
        return ans;
    }

    public static void Run(string path)
    {
        var config = new LlamaConfig { VocabularySize = ids.Count, HiddenSize = 128, IntermediateSize = 384, Layers = 4, Heads = 4, KeyValueHeads = 4, ContextLength = 64 };
        using var model = TrainableLlama.FromWeights(config, WeightFile.Read(path, LlamaShapes.Of(config)));
        var qs = PocketMath.Generate(101, 800);
        var ans = Answers(model, [.. qs.Select(q => q.Text)]);
        string Note(Question q) { var s = Symbol.Find(q.Metadata["symbol"])!; return string.Join(' ', Phrases.Note(s, s.Maths)) + " " + q.Text; }
        var re = Answers(model, [.. qs.Select(q => q.Truth!.IsAmbiguous ? Note(q) : q.Text)]);
        foreach (var g in qs.Select((q, i) => (q, i)).GroupBy(x => x.q.Truth!.Kind)) Console.WriteLine($"{g.Key}: n {g.Count()} original {g.Average(x => ans[x.i] == x.q.Answer ? 1 : 0):F3} noted {g.Average(x => re[x.i] == x.q.Answer ? 1 : 0):F3}");
        Console.WriteLine($"all {qs.Select((q, i) => ans[i] == q.Answer ? 1 : 0).Average():F3} -> {qs.Select((q, i) => re[i] == q.Answer ? 1 : 0).Average():F3}");
        foreach (var g in qs.Select((q, i) => (q, i)).GroupBy(x => x.q.Metadata["symbol"])) Console.WriteLine($"  {g.Key,-8} " + string.Join("  ", g.GroupBy(x => x.q.Truth!.Kind).OrderBy(k => k.Key).Select(k => $"{k.Key[..3]} {k.Average(x => ans[x.i] == x.q.Answer ? 1 : 0):F2}>{k.Average(x => re[x.i] == x.q.Answer ? 1 : 0):F2}")));
        var corpus = new CorpusWriter(777);
        var docs = Enumerable.Range(0, 8000).Select(_ => corpus.Next()).Select(d => new MarkedText(Domains.All.ToList().IndexOf(d.Domain), [1, .. d.Words.Select(w => ids[w])])).ToList();
        var marked = qs.Select(q => new MarkedText(0, Toks(q.Text))).ToList();
        for (var layer = 0; layer < 4; layer++)
        {
            using var set = ActivationHarvest.Collect(model, docs, layer, default);
            var probe = LinearProbe.Fit(set.Values, [.. set.Domains.Select(d => d != 0)]);
            using var test = ActivationHarvest.Collect(model, marked, layer, default);
            var scores = probe.Score(test.Values);
            for (var off = 0; off <= 2; off++)
            {
                var dual = Symbol.Dual.Select(x => ids[x.Token]).ToHashSet();
                var rows = Enumerable.Range(0, set.Tokens.Length).Where(i => set.Positions[i] > off && i >= off && set.Texts[i - off] == set.Texts[i] && dual.Contains(set.Tokens[i - off]) ).ToArray();
                using var sub = set.Values.index_select(0, TorchSharp.torch.tensor(rows.Select(r => (long)r).ToArray()));
                var p2 = LinearProbe.Fit(sub, [.. rows.Select(r => set.Domains[r] != 0)]);
                var trows = Enumerable.Range(0, test.Tokens.Length).Where(i => test.Positions[i] > off && i >= off && test.Texts[i - off] == test.Texts[i] && dual.Contains(test.Tokens[i - off])).ToArray();
                using var tsub = test.Values.index_select(0, TorchSharp.torch.tensor(trows.Select(r => (long)r).ToArray()));
                var sc = p2.Score(tsub);
                double[] KK(string k) => [.. trows.Select((r, i) => (r, i)).Where(x => qs[test.Texts[x.r]].Truth!.Kind == k).Select(x => (double)sc[x.i])];
                Console.WriteLine($"layer {layer} glyph+{off}: train AUC {Auc(p2.Score(sub).Where((_, i) => set.Domains[rows[i]] != 0).Take(2000).Select(v => (double)v), p2.Score(sub).Where((_, i) => set.Domains[rows[i]] == 0).Take(2000).Select(v => (double)v)):F3} amb vs decoy {Auc(KK("ambiguous"), KK("decoy")):F3} vs unseen {Auc(KK("ambiguous"), KK("unseen")):F3}");
            }
            foreach (var numbers in new[] { false, true })
            {
                var byQ = new double[qs.Count];
                for (var i = 0; i < scores.Length; i++)
                {
                    var w = Words.Vocabulary[test.Tokens[i]];
                    if (Words.Template.Contains(w) || (numbers && char.IsDigit(w[0]))) continue;
                    byQ[test.Texts[i]] = Math.Max(byQ[test.Texts[i]], scores[i]);
                }
                double[] K(string k) => [.. qs.Select((q, i) => (q, i)).Where(x => x.q.Truth!.Kind == k).Select(x => byQ[x.i])];
                Console.WriteLine($"layer {layer} masknum {numbers}: probe AUC unamb {Auc(K("ambiguous"), K("unambiguous")):F3} decoy {Auc(K("ambiguous"), K("decoy")):F3} unseen {Auc(K("ambiguous"), K("unseen")):F3}");
            }
        }
    }
}
