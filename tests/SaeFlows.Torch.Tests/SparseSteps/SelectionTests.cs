using SaeFlows.Torch.SparseSteps;

namespace SaeFlows.Torch.Tests.SparseSteps;

public unsafe class SelectionTests
{
    [Fact]
    public void Kth_AnyValues_EqualsSorting()
    {
        var random = new Random(4);
        for (var round = 0; round < 500; round++)
        {
            var values = Enumerable.Range(0, random.Next(1, 60)).Select(_ => (float)random.Next(0, 20)).ToArray();
            var k = random.Next(1, values.Length + 1);
            var expected = values.OrderDescending().ElementAt(k - 1);
            fixed (float* pointer = values)
            {
                Assert.Equal(expected, Selection.Kth(pointer, values.Length, k));
            }
        }
    }
}
