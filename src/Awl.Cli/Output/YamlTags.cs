namespace Awl.Cli.Output;

/// <summary>Which values AWS CLI keeps as something else than JSON has, which YAML then shows by a tag.</summary>
enum YamlTags
{
    /// <summary>None.</summary>
    None,

    /// <summary>Every structure is an ordered one: what a query found in a template.</summary>
    OrderedStructures,

    /// <summary>The same, but for the outermost.</summary>
    OrderedStructuresInside,

    /// <summary>The binary keys by which pages of DynamoDB go on are bytes.</summary>
    BinaryTokens,
}
