namespace SaeFlows.Core.Datasets.Sources;

/// <summary>The layouts of JSON documents that hold records.</summary>
internal enum JsonRootKind
{
    /// <summary><c>[{...}, {...}]</c></summary>
    Array,

    /// <summary><c>{"data": [{...}, {...}]}</c></summary>
    Property,

    /// <summary><c>{"id-1": {...}, "id-2": {...}}</c></summary>
    Keyed,

    /// <summary><c>{"question": ..., "answer": ...}</c></summary>
    Single,
}
