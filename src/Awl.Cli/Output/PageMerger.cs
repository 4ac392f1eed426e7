using System.Text.Json;

namespace Awl.Cli.Output;

/// <summary>Joins the pages of a reply into one result.</summary>
/// <remarks>
/// The result has the result keys in the order in which they first had a value, then the non-aggregate keys of the first page, then the
/// token to go on with. Source: botocore paginate.py, PageIterator.build_full_result.
/// </remarks>
sealed class PageMerger(PageKeys keys)
{
    MergedValue? _nonAggregates;

    /// <summary>The result so far; an object.</summary>
    public MergedValue Result { get; } = MergedValue.NewObject();

    public void Add(JsonElement page)
    {
        _nonAggregates ??= NonAggregatesOf(page, keys);
        foreach (var key in keys.Results)
        {
            var value = key.Expression.Evaluate(page);
            if (value.ValueKind != JsonValueKind.Null) Result.Join(key.Path, value);
        }
    }

    /// <summary>Adds what follows the last page.</summary>
    public void Complete(string? nextToken)
    {
        if (_nonAggregates is { } nonAggregates) Result.Overlay(nonAggregates);
        if (nextToken is not null) Result.Set(["NextToken"], MergedValue.OfText(nextToken));
    }

    /// <summary>The result keys of one page alone, with a null where it has none; the non-aggregate keys as well if it is the first.</summary>
    /// <remarks>Good as long as the page is. Source: awscli formatter.py, TextFormatter.</remarks>
    public static MergedValue PartOf(JsonElement page, PageKeys keys, bool isFirst)
    {
        var part = isFirst ? NonAggregatesOf(page, keys) : MergedValue.NewObject();
        foreach (var key in keys.Results) part.Set(key.Path, MergedValue.View(key.Expression.Evaluate(page)));
        return part;
    }

    static MergedValue NonAggregatesOf(JsonElement page, PageKeys keys)
    {
        var values = MergedValue.NewObject();
        foreach (var key in keys.NonAggregates) values.Set(key.Path, MergedValue.Of(key.Expression.Evaluate(page)));
        return values;
    }
}
