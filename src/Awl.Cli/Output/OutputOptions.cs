using Awl.JmesPath;
using Awl.Model;

namespace Awl.Cli.Output;

/// <summary>What a format has to know besides the reply.</summary>
sealed record OutputOptions
{
    /// <summary>The operation's name, or a custom command's: the title of a table.</summary>
    public string Title { get; init; } = "";

    /// <summary>The expression of <c>--query</c>.</summary>
    public JmesPathExpression? Query { get; init; }

    /// <summary>The keys by which pages are merged; null where the reply is a single one.</summary>
    public PageKeys? Pages { get; init; }

    /// <summary>The shape of the whole reply; null where it has no model.</summary>
    public Shape? Output { get; init; }

    /// <summary>Which values YAML shows as something else than JSON has.</summary>
    /// <remarks>Source: aws-cli v2, botocore handlers.py, <c>json_decode_template_body</c>, and customizations/dynamodb/paginatorfix.py, which changes the page that is shown.</remarks>
    public YamlTags YamlTags
        => Output?.FindMember("StagesAvailable"u8) is not null ? Query is null || Query.Text.AsSpan().TrimStart() is ['{', ..] ? YamlTags.OrderedStructuresInside : YamlTags.OrderedStructures
        : Pages is not null && Output?.FindMember("LastEvaluatedKey"u8) is not null ? YamlTags.BinaryTokens
        : YamlTags.None;

    /// <summary>Members that every row has beside those of the model, in front of them.</summary>
    public IReadOnlyList<string> ExtraColumns { get; init; } = [];

    /// <summary>Columns of the terminal.</summary>
    public int Width { get; init; } = 80;

    /// <summary>Whether to colour: <c>--color on</c>, or <c>auto</c> on a terminal.</summary>
    public bool Colour { get; init; }

    /// <summary>Whether the text goes to a pager, or to standard error: not to standard output itself.</summary>
    public bool IsPaged { get; init; }
}
