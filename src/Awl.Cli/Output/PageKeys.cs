using Awl.JmesPath;

namespace Awl.Cli.Output;

/// <summary>Which parts of a page are results, to be joined, and which are the same on every page, by the paginator's model.</summary>
/// <param name="Results">The paginator's <c>result_key</c>s, in its order.</param>
/// <param name="NonAggregates">Its <c>non_aggregate_keys</c>.</param>
sealed record PageKeys(IReadOnlyList<PageKey> Results, IReadOnlyList<PageKey> NonAggregates)
{
    public static PageKeys Of(IEnumerable<string> results, IEnumerable<string> nonAggregates)
        => new([.. results.Select(key => new PageKey(key))], [.. nonAggregates.Select(key => new PageKey(key))]);
}

/// <summary>A dotted name.</summary>
sealed class PageKey(string name)
{
    public string[] Path { get; } = name.Split('.');

    public JmesPathExpression Expression { get; } = JmesPathExpression.Parse(name);
}
