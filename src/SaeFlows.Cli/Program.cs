using TorchSharp;

SaeFlows.Torch.Native.TorchLibrary.EnsureLoaded();
using var a = torch.rand(1024, 1024);
var w = System.Diagnostics.Stopwatch.StartNew();
for (var i = 0; i < 20; i++) { using var b = a.matmul(a); }
Console.WriteLine($"{20 * 2.147 / w.Elapsed.TotalSeconds} GFLOP/s {torch.get_num_threads()}");
return 0;
