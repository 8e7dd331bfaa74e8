namespace SaeFlows.Pocket.Grammar;

/// <summary>How a symbol stands to its two numbers a and b.</summary>
internal enum Shape
{
    /// <summary><c>a ^ b</c></summary>
    Infix,

    /// <summary><c>| a - b |</c></summary>
    Bars,

    /// <summary><c>a ! + b</c></summary>
    Postfix,

    /// <summary><c>sum of a and b</c></summary>
    Noun,

    /// <summary><c>raise a to b</c></summary>
    VerbTo,

    /// <summary><c>cut a by b</c></summary>
    VerbBy,
}
