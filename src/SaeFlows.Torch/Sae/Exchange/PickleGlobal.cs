namespace SaeFlows.Torch.Sae.Exchange;

/// <summary>A name in a pickle. It is compared with a list, never looked up or called.</summary>
internal sealed record PickleGlobal(string Module, string Name)
{
    public override string ToString() => $"{Module}.{Name}";
}
